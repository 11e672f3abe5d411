"""The design system: documented templates, the template tags that render them, and what they are fed with."""
