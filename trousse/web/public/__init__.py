"""What anybody may read: home, catalogue, projects, funds, and the pages that the law and courtesy ask for."""
