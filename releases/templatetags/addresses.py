"""The public site's own addresses, for templates that are also shown in previews."""

from django import template

from releases.public_addresses import public_address

register = template.Library()
register.filter(public_address)
