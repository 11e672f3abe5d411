"""Pages travel compressed; what is compressed already travels as it is."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("image/avif", "image/webp", "image/jpeg", "image/png", "application/pdf", "font/")


class CompressionMiddleware(GZipMiddleware):
    """Django's, which would spend time on pictures to gain nothing, and weaken the ETag they are known by."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
