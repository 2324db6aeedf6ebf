"""Where each police force stands on the tile map: near its neighbours, one tile a force.

The 43 territorial forces of England and Wales, British Transport Police, Police Scotland and the
Police Service of Northern Ireland, by their slugs. Eight columns, so that a tile can be read on a
telephone.
"""

from typing import NamedTuple


class Tile(NamedTuple):
    """A column and a row, counted from the top left; a code for small tiles, a name for others."""

    column: int
    row: int
    code: str
    name: str


TILES = {
    "police-scotland": Tile(3, 0, "SCO", "Scotland"),
    "btp": Tile(7, 0, "BTP", "BTP"),
    "psni": Tile(0, 1, "NIR", "N Ireland"),
    "cumbria": Tile(3, 1, "CUM", "Cumbria"),
    "northumbria": Tile(4, 1, "NBR", "Northumbria"),
    "lancashire": Tile(3, 2, "LAN", "Lancashire"),
    "durham": Tile(4, 2, "DUR", "Durham"),
    "cleveland": Tile(5, 2, "CLE", "Cleveland"),
    "merseyside": Tile(2, 3, "MER", "Merseyside"),
    "greater-manchester": Tile(3, 3, "GMP", "Gtr Manc"),
    "west-yorkshire": Tile(4, 3, "WYK", "W Yorks"),
    "north-yorkshire": Tile(5, 3, "NYK", "N Yorks"),
    "humberside": Tile(6, 3, "HUM", "Humberside"),
    "north-wales": Tile(1, 4, "NWA", "N Wales"),
    "cheshire": Tile(2, 4, "CHE", "Cheshire"),
    "derbyshire": Tile(3, 4, "DBY", "Derbys"),
    "south-yorkshire": Tile(4, 4, "SYK", "S Yorks"),
    "nottinghamshire": Tile(5, 4, "NOT", "Notts"),
    "lincolnshire": Tile(6, 4, "LIN", "Lincs"),
    "dyfed-powys": Tile(1, 5, "DPO", "Dyfed-P"),
    "west-mercia": Tile(2, 5, "WME", "W Mercia"),
    "staffordshire": Tile(3, 5, "STA", "Staffs"),
    "leicestershire": Tile(4, 5, "LEI", "Leics"),
    "northamptonshire": Tile(5, 5, "NHA", "Northants"),
    "cambridgeshire": Tile(6, 5, "CAM", "Cambs"),
    "norfolk": Tile(7, 5, "NOR", "Norfolk"),
    "south-wales": Tile(0, 6, "SWA", "S Wales"),
    "gwent": Tile(1, 6, "GWE", "Gwent"),
    "gloucestershire": Tile(2, 6, "GLO", "Glos"),
    "west-midlands": Tile(3, 6, "WMI", "W Mids"),
    "warwickshire": Tile(4, 6, "WAR", "Warks"),
    "bedfordshire": Tile(5, 6, "BED", "Beds"),
    "hertfordshire": Tile(6, 6, "HER", "Herts"),
    "suffolk": Tile(7, 6, "SUF", "Suffolk"),
    "avon-and-somerset": Tile(2, 7, "AVS", "Avon & Som"),
    "wiltshire": Tile(3, 7, "WIL", "Wilts"),
    "thames-valley": Tile(4, 7, "THV", "Thames V"),
    "metropolitan": Tile(5, 7, "MET", "Met"),
    "city-of-london": Tile(6, 7, "CTY", "City"),
    "essex": Tile(7, 7, "ESX", "Essex"),
    "devon-and-cornwall": Tile(1, 8, "DCO", "Devon & C"),
    "dorset": Tile(2, 8, "DOR", "Dorset"),
    "hampshire": Tile(3, 8, "HAM", "Hants & IW"),
    "surrey": Tile(4, 8, "SUR", "Surrey"),
    "sussex": Tile(5, 8, "SUS", "Sussex"),
    "kent": Tile(6, 8, "KEN", "Kent"),
}
COLUMNS = 1 + max(tile.column for tile in TILES.values())
ROWS = 1 + max(tile.row for tile in TILES.values())
