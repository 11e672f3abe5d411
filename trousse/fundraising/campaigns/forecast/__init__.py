"""How a campaign will probably end: how likely its goal is, and the range of its total, from the gifts so far.

Pure: numbers in, numbers out; neither table nor clock. docs/forecast.md tells what it is worth and what it is not.

* ``facts``: what goes in and comes out; ``features``: what of a campaign is read;
* ``curves``: logistic regression whose weights change with time; ``ladders``: the distribution of the total;
* ``model``: a fit and what it foretells; ``learning``: from campaigns that are over; ``scores``: how good it is;
* ``shipped``: the fit we begin with; ``lines``: JSON lines, read strictly.
"""

from trousse.fundraising.campaigns.forecast.facts import DayOfGifts, Forecast, Past, SoFar
from trousse.fundraising.campaigns.forecast.model import Fit, forecast

__all__ = ["DayOfGifts", "Fit", "Forecast", "Past", "SoFar", "forecast"]
