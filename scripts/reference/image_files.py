#!/usr/bin/env python3
"""Writes small image files of many kinds, and what they show, for ReferenceFilesTest.

Needs: tifffile, imagecodecs, Pillow, numpy. Usage: image_files.py FOLDER

FOLDER/values.txt has a line for each file: name, width, height, channels (3 of colour pictures), images, the
largest difference allowed, and the values by image, row, column and channel, as tifffile and Pillow read them, or = and
the name of a file before that has the same. What is shown counts: colour tables are applied, what is darkest where it is white is turned around, transparency is left
out, grey of less than 8 bits goes up to 255. "refused" instead of numbers: what has to be refused, with a word of
the message.
"""
import io
import struct
import sys
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from PIL import Image

W, H = 13, 11


def gradient(low, high, dtype, channels=1, images=1, width=W, height=H):
    """A picture of which no two neighbours, channels or images are the same, [images, h, w, channels]."""
    n, y, x, c = np.mgrid[0:images, 0:height, 0:width, 0:channels].astype(float)
    wave = 0.5 + 0.5 * np.sin(0.37 * x + 0.23 * y * (1 + c) + 1.1 * n + 0.7 * c)
    return (low + (high - low) * wave).astype(dtype)


class Corpus:

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.lines = []
        self.names = {}

    def says(self, name, values, tolerance=0):
        """values: [images, h, w, channels]"""
        values = np.asarray(values)
        assert values.ndim == 4, (name, values.shape)
        images, height, width, channels = values.shape
        numbers = " ".join(format(float(v), ".9g") for v in values.ravel())
        first = self.names.setdefault((values.shape, numbers), name)
        if first != name:
            numbers = "= " + first
        self.lines.append(f"{name} {width} {height} {channels} {images} {tolerance} {numbers}")

    def refused(self, name, word):
        self.lines.append(f"{name} refused {word}")

    def tiff(self, name, values, tolerance=0, shown=None, **options):
        """Written by tifffile as [images, h, w] or [images, h, w, channels], and read by it again."""
        path = self.folder / name
        data = values[..., 0] if values.shape[-1] == 1 else values
        if data.shape[0] == 1:
            data = data[0]
        options.setdefault("metadata", None)
        options.setdefault("photometric", "rgb" if values.shape[-1] in (3, 4) else "minisblack")
        if options.get("planarconfig") == "separate":
            data = np.moveaxis(data, -1, -3)
        tifffile.imwrite(path, data, **options)
        if shown is None and tolerance == 0:
            assert np.array_equal(tifffile.imread(path), np.squeeze(data)), name
        self.says(name, values[..., :3] if shown is None else shown, tolerance)

    def pillow(self, name, image, tolerance=0, frames=False, shown=None, **options):
        path = self.folder / name
        image.save(path, **options)
        if shown is None:
            read = Image.open(path)
            pictures = []
            for frame in range(getattr(read, "n_frames", 1) if frames else 1):
                read.seek(frame)
                pictures.append(seen(read))
            shown = np.stack(pictures)
        self.says(name, shown, tolerance)

    def raw(self, name, content, shown, tolerance=0):
        (self.folder / name).write_bytes(content)
        self.says(name, shown, tolerance)

    def close(self):
        (self.folder / "values.txt").write_text("\n".join(self.lines) + "\n")


def seen(image):
    """What Pillow shows, [h, w, channels]."""
    if image.mode == "1":
        image = image.convert("L")
    elif image.mode in ("P", "CMYK", "YCbCr", "RGBA", "PA"):
        image = image.convert("RGB")
    elif image.mode == "LA":
        image = image.getchannel(0)
    values = np.asarray(image)
    return values[..., None] if values.ndim == 2 else values


def tiff_types(corpus):
    for name, low, high in [("uint8", 0, 255), ("int8", -128, 127), ("uint16", 0, 65535), ("int16", -32768, 32767),
                            ("uint32", 0, 1 << 24), ("int32", -(1 << 23), 1 << 23), ("float16", -3, 900),
                            ("float32", -3, 1e6), ("float64", -3, 1e6)]:
        values = gradient(low, high, name)
        if name == "float64":
            values = values.astype("float32").astype("float64")
        corpus.tiff(f"{name}-little.tif", values, byteorder="<")
        corpus.tiff(f"{name}-big.tif", values, byteorder=">")
    for channels, name in [(3, "rgb"), (4, "rgba")]:
        for bits in (8, 16):
            extra = {"extrasamples": ["unassalpha"]} if channels == 4 else {}
            values = gradient(0, (1 << bits) - 1, f"uint{bits}", channels)
            corpus.tiff(f"{name}{bits}.tif", values, **extra)
            corpus.tiff(f"{name}{bits}-planar.tif", values, planarconfig="separate", **extra)
    two = gradient(0, 255, "uint8", 2)
    corpus.tiff("grey-alpha.tif", two, shown=two[..., :1], photometric="minisblack", planarconfig="contig",
                extrasamples=["unassalpha"])
    corpus.tiff("float-rgb.tif", gradient(0, 1, "float32", 3), photometric="rgb")


def tiff_layouts(corpus):
    grey, colour = gradient(0, 255, "uint8", width=40, height=33), gradient(0, 255, "uint8", 3, width=40, height=33)
    deep = gradient(0, 65535, "uint16", width=40, height=33)
    corpus.tiff("strips.tif", grey, rowsperstrip=5)
    corpus.tiff("tiles.tif", grey, tile=(16, 16))
    corpus.tiff("tiles-rgb.tif", colour, tile=(16, 32))
    corpus.tiff("tiles-planar.tif", colour, tile=(16, 16), planarconfig="separate", compression="zlib")
    corpus.tiff("tiles16.tif", deep, tile=(16, 16), byteorder=">", compression="lzw", predictor=2)
    corpus.tiff("stack.tif", gradient(0, 255, "uint8", images=3))
    corpus.tiff("stack-rgb.tif", gradient(0, 255, "uint8", 3, 3), compression="zlib")
    corpus.tiff("bigtiff.tif", grey, bigtiff=True)
    corpus.tiff("bigtiff-stack.tif", gradient(0, 65535, "uint16", images=3), bigtiff=True, byteorder=">")
    corpus.tiff("bigtiff-float-tiles.tif", gradient(-1, 1, "float32", width=40, height=33), bigtiff=True,
                tile=(16, 16), compression="zstd")
    path = corpus.folder / "pages-of-two-sizes.tif"
    with tifffile.TiffWriter(path) as tif:
        tif.write(gradient(0, 255, "uint8")[0, ..., 0], metadata=None)
        tif.write(gradient(0, 255, "uint8", width=9, height=8)[0, ..., 0], metadata=None)
    corpus.says(path.name, gradient(0, 255, "uint8"))
    path = corpus.folder / "pyramid.tif"
    with tifffile.TiffWriter(path) as tif:
        tif.write(grey[0, ..., 0], metadata=None, subifds=1, tile=(16, 16))
        tif.write(grey[0, ::2, ::2, 0], metadata=None, subfiletype=1, tile=(16, 16))
        tif.write(grey[0, ::4, ::4, 0], metadata=None, subfiletype=1)
    corpus.says(path.name, grey)


def tiff_compressions(corpus):
    kinds = {"u8": gradient(0, 255, "uint8"), "u16": gradient(0, 65535, "uint16"),
             "u32": gradient(0, 1 << 24, "uint32"), "rgb": gradient(0, 255, "uint8", 3),
             "rgb16": gradient(0, 65535, "uint16", 3)}
    for compression in ("lzw", "zlib", "packbits", "zstd"):
        for kind, values in kinds.items():
            corpus.tiff(f"{compression}-{kind}.tif", values, compression=compression, rowsperstrip=7)
            if compression in ("lzw", "zlib", "zstd") and (compression == "zlib" or kind in ("u8", "rgb16")):
                corpus.tiff(f"{compression}-{kind}-predicted.tif", values, compression=compression, predictor=2)
    noise = np.random.default_rng(1).integers(0, 256, (1, 60, 70, 1)).astype("uint8")
    corpus.tiff("lzw-long.tif", noise, compression="lzw", rowsperstrip=60)
    corpus.tiff("deflate-old.tif", kinds["u8"], compression=32946)
    for kind in ("float16", "float32", "float64"):
        values = gradient(-3, 900, kind).astype("float32").astype(kind)
        corpus.tiff(f"predictor3-{kind}.tif", values, compression="zlib", predictor=3)
    corpus.tiff("predictor3-big.tif", gradient(-3, 900, "float32"), compression="lzw", predictor=3, byteorder=">")
    for name, values, options in [
            ("jpeg-grey.tif", gradient(0, 255, "uint8", width=40, height=33), {}),
            ("jpeg-rgb.tif", gradient(0, 255, "uint8", 3, width=40, height=33), {"subsampling": (1, 1)}),
            ("jpeg-subsampled.tif", gradient(0, 255, "uint8", 3, width=40, height=33), {"subsampling": (2, 2)}),
            ("jpeg-tiles.tif", gradient(0, 255, "uint8", 3, width=40, height=33), {"tile": (16, 16)})]:
        photometric = {"photometric": "ycbcr"} if values.shape[-1] == 3 else {}
        tifffile.imwrite(corpus.folder / name, values[0].squeeze(), compression="jpeg", metadata=None, **photometric,
                         **options)
        shown = seen(Image.open(corpus.folder / name))[None]
        corpus.says(name, shown, 3 if "subsampled" in name or "tiles" in name else 2)
    for compression, word in [("lzma", "LZMA"), ("webp", "WebP"), ("jpegxl", "JPEG"), ("jpeg2000", "JPEG")]:
        name = f"{compression}.tif"
        tifffile.imwrite(corpus.folder / name, gradient(0, 255, "uint8", 3)[0], compression=compression,
                         photometric="rgb", metadata=None)
        corpus.refused(name, "compress")
    tifffile.imwrite(corpus.folder / "complex.tif", gradient(0, 1, "complex64")[0, ..., 0], metadata=None)
    corpus.refused("complex.tif", "complex")


def own_tiff(bits, photometric, rows, width, height, more=(), order="<"):
    """The bytes of a TIFF with one strip of packed rows; more: (tag, type, values)."""
    entries = [(256, 3, [width]), (257, 3, [height]), (258, 3, [bits]), (259, 3, [1]), (262, 3, [photometric]),
               (273, 4, [0]), (277, 3, [1]), (278, 3, [height]), (279, 4, [len(rows)]), *more]
    entries.sort()
    start, later = 8 + 2 + 12 * len(entries) + 4, b""
    body = b""
    for tag, kind, values in entries:
        packed = struct.pack(order + {3: "H", 4: "I"}[kind] * len(values), *values)
        if len(packed) > 4:
            at, later = start + len(later), later + packed
            packed = struct.pack(order + "I", at)
        if tag == 273:
            packed = b"STRP"
        body += struct.pack(order + "HHI", tag, kind, len(values)) + packed.ljust(4, b"\0")
    body = body.replace(b"STRP", struct.pack(order + "I", start + len(later)))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IH", 8, len(entries)) + body + b"\0\0\0\0" + later + rows


def packed_rows(values, bits):
    """Rows of values of some bits each, each row from a whole byte on."""
    rows = b""
    for row in values:
        text = "".join(format(int(v), f"0{bits}b") for v in row)
        text += "0" * (-len(text) % 8)
        rows += int(text, 2).to_bytes(len(text) // 8, "big")
    return rows


def tiff_photometrics(corpus):
    grey8, grey16 = gradient(0, 255, "uint8"), gradient(0, 65535, "uint16")
    corpus.tiff("white-is-zero8.tif", grey8, photometric="miniswhite", shown=255 - grey8)
    corpus.tiff("white-is-zero16.tif", grey16, photometric="miniswhite", shown=65535 - grey16)
    corpus.tiff("white-is-zero8-zlib.tif", grey8, photometric="miniswhite", compression="zlib", shown=255 - grey8)
    for bits in (1, 2, 4, 6, 10, 12, 14):
        values = gradient(0, (1 << bits) - 1 + 0.999, "uint16")
        shown = np.rint(values * (255.0 / ((1 << bits) - 1))) if bits < 8 else values
        corpus.raw(f"bits{bits}.tif", own_tiff(bits, 1, packed_rows(values[0, ..., 0], bits), W, H), shown)
    values = gradient(0, 1.999, "uint8")
    corpus.raw("bits1-white-is-zero.tif", own_tiff(1, 0, packed_rows(values[0, ..., 0], 1), W, H), 255 - 255 * values)
    for bits in (1, 4, 8):
        size = 1 << bits
        values = gradient(0, size - 0.001, "uint8")
        table = np.random.default_rng(bits).integers(0, 256, (3, size))
        more = [(320, 3, [int(v) * 257 for v in table.ravel()])]
        corpus.raw(f"palette{bits}.tif", own_tiff(bits, 3, packed_rows(values[0, ..., 0], bits), W, H, more),
                   np.moveaxis(table[:, values[..., 0]], 0, -1))
    bilevel = Image.fromarray((gradient(0, 1.999, "uint8")[0, ..., 0] * 255)).convert("1")
    for compression in ("raw", "packbits", "group3", "group4", "tiff_lzw"):
        corpus.pillow(f"bilevel-{compression}.tif", bilevel, compression=compression)
    large = Image.fromarray(gradient(0, 1.999, "uint8", width=40, height=33)[0, ..., 0] * 255).convert("1")
    corpus.pillow("bilevel-large.tif", large, compression="group4")
    colour = Image.fromarray(gradient(0, 255, "uint8", 3)[0])
    corpus.pillow("cmyk.tif", colour.convert("CMYK"), tolerance=2)
    for order in "<>":
        for bits, kind in ((24, 1), (24, 2), (12, 2)):
            values = gradient(-(1 << bits - 1) if kind == 2 else 0, (1 << bits - kind + 1) - 1 if kind == 1 else
                              (1 << bits - 1) - 1, "int64")
            codes = values[0, ..., 0] % (1 << bits)
            if bits == 24:
                rows = b"".join(int(v).to_bytes(3, "little" if order == "<" else "big") for v in codes.ravel())
            else:
                rows = packed_rows(codes, bits)
            name = f"{'int' if kind == 2 else 'uint'}{bits}-{'little' if order == '<' else 'big'}.tif"
            corpus.raw(name, own_tiff(bits, 1, rows, W, H, [(339, 3, [kind])], order), values)
    corpus.pillow("ycbcr.tif", colour.convert("YCbCr"), tolerance=2)
    corpus.pillow("cmyk-lzw.tif", colour.convert("CMYK"), tolerance=2, compression="tiff_lzw")


def imagej_stacks(corpus):
    """Compressed, with what ImageJ keeps: 2 channels, 3 slices, 2 frames."""
    values = gradient(0, 4095, "uint16", images=12)
    tifffile.imwrite(corpus.folder / "imagej-compressed.tif", values.reshape(2, 3, 2, H, W), imagej=True,
                     compression="zlib", resolution=(2.0, 2.0),
                     metadata={"axes": "TZCYX", "spacing": 3.0, "unit": "um", "finterval": 0.5,
                               "mode": "composite", "Ranges": (10.0, 900.0, 20.0, 800.0),
                               "Labels": [f"plane {n}" for n in range(12)], "Info": "made for a test"})
    corpus.says("imagej-compressed.tif", values)
    values = gradient(0, 4095, "uint16", images=4)
    tifffile.imwrite(corpus.folder / "imagej-plain.tif", values.reshape(4, H, W), imagej=True,
                     metadata={"axes": "ZYX"})
    corpus.says("imagej-plain.tif", values)
    values = gradient(0, 255, "uint8", images=3)
    tifffile.imwrite(corpus.folder / "ome.ome.tif", values.reshape(3, H, W), metadata={"axes": "CYX"},
                     photometric="minisblack")
    corpus.says("ome.ome.tif", values)


def jpegs(corpus):
    colour = gradient(0, 255, "uint8", 3, width=40, height=33)[0]
    image = Image.fromarray(colour)
    corpus.pillow("grey.jpg", image.convert("L"), tolerance=1)
    corpus.pillow("colour.jpg", image, tolerance=2, quality=90, subsampling=0)
    corpus.pillow("subsampled.jpg", image, tolerance=3, quality=90, subsampling=2)
    corpus.pillow("progressive.jpg", image, tolerance=2, progressive=True, subsampling=0)
    corpus.pillow("rgb-stored.jpg", image, tolerance=2, keep_rgb=True, subsampling=0)
    corpus.pillow("cmyk.jpg", image.convert("CMYK"), tolerance=4, quality=95)
    cmyk = 255 - np.asarray(image.convert("CMYK"))
    content = imagecodecs.jpeg8_encode(cmyk, level=95, colorspace="CMYK", outcolorspace="YCCK", subsampling="444")
    (corpus.folder / "ycck.jpg").write_bytes(content)
    corpus.says("ycck.jpg", seen(Image.open(corpus.folder / "ycck.jpg"))[None], 4)
    exif = Image.Exif()
    exif[0x0112] = 6
    corpus.pillow("turned.jpg", image, tolerance=2, exif=exif, subsampling=0)


def interlaced(values, bits, colour_type):
    """The bytes of an Adam7 PNG."""
    height, width = values.shape[:2]
    rows = b""
    for y0, x0, dy, dx in [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2),
                           (1, 0, 2, 1)]:
        for row in values[y0::dy, x0::dx]:
            if row.size:
                rows += b"\0" + row.astype(">u2" if bits == 16 else "u1").tobytes()

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def png_bytes(values):
    return imagecodecs.png_encode(values)


def pngs(corpus):
    colour = gradient(0, 255, "uint8", 3)
    image = Image.fromarray(colour[0])
    grey = image.convert("L")
    corpus.pillow("bits1.png", grey.convert("1"))
    for bits in (2, 4):
        values = gradient(0, (1 << bits) - 0.001, "uint8")
        rows = b"".join(b"\0" + packed_rows(row[None], bits) for row in values[0, ..., 0])
        header = struct.pack(">IIBBBBB", W, H, bits, 0, 0, 0, 0)
        content = b"\x89PNG\r\n\x1a\n"
        for kind, part in [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]:
            content += struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        corpus.raw(f"bits{bits}.png", content, values * (255 // ((1 << bits) - 1)))
    corpus.pillow("grey8.png", grey)
    corpus.pillow("rgb8.png", image)
    for channels, name in [(1, "grey16"), (3, "rgb16")]:
        values = gradient(0, 65535, "uint16", channels)
        corpus.raw(f"{name}.png", png_bytes(values[0].squeeze()), values)
    rgba = gradient(0, 255, "uint8", 4)
    corpus.raw("rgba8.png", png_bytes(rgba[0]), rgba[..., :3])
    rgba = gradient(0, 65535, "uint16", 4)
    corpus.raw("rgba16.png", png_bytes(rgba[0]), rgba[..., :3])
    for bits in (8, 16):
        values = gradient(0, (1 << bits) - 1, f"uint{bits}", 2)
        corpus.raw(f"grey-alpha{bits}.png", png_bytes(values[0]), values[..., :1])
    for colours in (2, 4, 16, 256):
        palette = image.quantize(colours)
        corpus.pillow(f"palette{colours}.png", palette)
    corpus.pillow("palette-transparent.png", image.quantize(16), transparency=bytes([0, 128] + [255] * 14))
    corpus.pillow("grey-transparent.png", grey, transparency=77)
    corpus.pillow("rgb-transparent.png", image, transparency=(1, 2, 3))
    corpus.raw("interlaced-grey.png", interlaced(np.asarray(grey), 8, 0), np.asarray(grey)[None, ..., None])
    corpus.raw("interlaced-rgb.png", interlaced(colour[0], 8, 2), colour)
    deep = gradient(0, 65535, "uint16")
    corpus.raw("interlaced-grey16.png", interlaced(deep[0, ..., 0], 16, 0), deep)


def dicom(values):
    """The bytes of a small DICOM file of 16 bits, explicit, little-endian."""
    def element(group, number, kind, content):
        content += b" " * (len(content) % 2)
        head = struct.pack("<HH", group, number) + kind
        if kind in (b"OB", b"OW"):
            return head + b"\0\0" + struct.pack("<I", len(content)) + content
        return head + struct.pack("<H", len(content)) + content

    def whole(number, value):
        return element(0x28, number, b"US", struct.pack("<H", value))

    syntax = element(2, 0x10, b"UI", b"1.2.840.10008.1.2.1\0")
    meta = element(2, 0, b"UL", struct.pack("<I", len(syntax))) + syntax
    height, width = values.shape
    body = whole(2, 1) + element(0x28, 4, b"CS", b"MONOCHROME2") + whole(0x10, height) + whole(0x11, width)
    body += whole(0x100, 16) + whole(0x101, 16) + whole(0x102, 15) + whole(0x103, 0)
    return b"\0" * 128 + b"DICM" + meta + body + element(0x7FE0, 0x10, b"OW", values.tobytes())


def others(corpus):
    colour = gradient(0, 255, "uint8", 3)
    image = Image.fromarray(colour[0])
    grey = image.convert("L")
    corpus.pillow("still.gif", image.quantize(64))
    corpus.pillow("grey.gif", grey)
    frames = [image.copy() for _ in range(4)]
    for n, frame in enumerate(frames):
        frame.paste((250, 20 * n, 0), (2 + 3 * n, 4, 6 + 3 * n, 9))
    quantized = [f.quantize(32, dither=Image.Dither.NONE) for f in frames]
    corpus.pillow("moving.gif", quantized[0], frames=True, save_all=True, append_images=quantized[1:], duration=50)
    corpus.pillow("bits1.bmp", grey.convert("1"))
    corpus.pillow("palette.bmp", image.quantize(256))
    corpus.pillow("grey.bmp", grey)
    corpus.pillow("rgb.bmp", image)
    corpus.pillow("rgba.bmp", image.convert("RGBA"))
    corpus.pillow("grey.pgm", grey)
    corpus.pillow("rgb.ppm", image)
    deep = gradient(0, 65535, "uint16")
    corpus.raw("deep.pgm", b"P5\n# deep\n%d %d\n65535\n" % (W, H) + deep.astype(">u2").tobytes(), deep)
    bits = gradient(0, 1.999, "uint8")
    corpus.raw("bits.pbm", b"P4\n%d %d\n" % (W, H) + packed_rows(1 - bits[0, ..., 0], 1), 255 * bits)
    cards = ["SIMPLE  =                    T", "BITPIX  =                   16", "NAXIS   =                    2",
             f"NAXIS1  = {W:20d}", f"NAXIS2  = {H:20d}", "END"]
    header = "".join(card.ljust(80) for card in cards).ljust(2880).encode()
    small = (deep[0, ..., 0] // 4).astype(">i2")
    corpus.raw("grey.fits", header + small[::-1].tobytes().ljust(2880, b"\0"), small[None, ..., None].astype(int))
    corpus.raw("grey.dcm", dicom(small.astype("<u2")), small[None, ..., None].astype(int))
    text = "P2\n%d %d\n255\n" % (W, H) + "\n".join(" ".join(map(str, row)) for row in np.asarray(grey))
    corpus.raw("text.pgm", text.encode(), np.asarray(grey)[None, ..., None])


def main():
    corpus = Corpus(sys.argv[1])
    for kind in (tiff_types, tiff_layouts, tiff_compressions, tiff_photometrics, imagej_stacks, jpegs, pngs, others):
        kind(corpus)
    corpus.close()
    files = list(corpus.folder.iterdir())
    print(len(corpus.lines), "files,", sum(f.stat().st_size for f in files) // 1024, "KB")


if __name__ == "__main__":
    main()
