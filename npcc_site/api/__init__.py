"""The interface for programs, ``/api/v1/``: what the pages say, as JSON that stays as it is.

Reading only, for anybody. ``shapes`` describes each thing once, for answers and for the OpenAPI
document alike; ``reference_rows`` and ``figure_rows`` fill the shapes; ``parameters`` says what an
address may ask; ``walking`` leads through long lists; ``problems`` says what is wrong.
Things are named by slugs, figure ids and addresses, never by a key of the database.
"""
