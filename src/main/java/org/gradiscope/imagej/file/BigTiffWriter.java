/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.imagej.file;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffEncoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files whose places have 64 bits; with the fields that ImageJ writes, in its order of bytes. */
final class BigTiffWriter {

	private static final int HEADER = 16;
	private static final int LONG8 = 16;
	/** Of every slice; all others are of the first. */
	private static final List<Integer> EACH = List.of(TiffDirectory.NEW_SUBFILE_TYPE,
		TiffDirectory.WIDTH, TiffDirectory.HEIGHT, TiffDirectory.BITS, TiffDirectory.PHOTOMETRIC,
		TiffDirectory.STRIP_OFFSETS, TiffDirectory.SAMPLES, TiffDirectory.ROWS_PER_STRIP,
		TiffDirectory.STRIP_BYTES, TiffDirectory.COLOUR_MAP, TiffDirectory.SAMPLE_FORMAT);

	/** @param content the values as they are in the file */
	private record BigTiffField(int type, long count, byte[] content) {

		static BigTiffField of(final long value, final ByteOrder order) {
			return new BigTiffField(LONG8, 1, ByteBuffer.allocate(8).order(order).putLong(value).array());
		}
	}

	private BigTiffWriter() {}

	/**
	 * Writes an image.
	 *
	 * @param info what ImageJ writes of it
	 */
	static void write(final ImagePlus image, final FileInfo info, final OutputStream out)
		throws IOException {
		final TiffDirectory known = tiny(info);
		final ByteOrder order = known.order();
		final int slices = image.getStackSize();
		final long slice = (long) image.getWidth() * image.getHeight() * info.getBytesPerPixel();
		final Map<Integer, BigTiffField> fields = fields(known);
		fields.put(TiffDirectory.WIDTH, BigTiffField.of(image.getWidth(), order));
		fields.put(TiffDirectory.HEIGHT, BigTiffField.of(image.getHeight(), order));
		fields.put(TiffDirectory.ROWS_PER_STRIP, BigTiffField.of(image.getHeight(), order));
		fields.put(TiffDirectory.STRIP_BYTES, BigTiffField.of(slice, order));
		fields.put(TiffDirectory.STRIP_OFFSETS, BigTiffField.of(0, order));
		final Map<Integer, BigTiffField> further = new TreeMap<>(fields);
		further.keySet().retainAll(EACH);
		final long pixels = HEADER + size(fields);
		final long end = pixels + slice * slices;
		final boolean little = order == ByteOrder.LITTLE_ENDIAN;
		final byte mark = (byte) (little ? 'I' : 'M');
		out.write(ByteBuffer.allocate(HEADER).order(order).put(mark).put(mark).putShort((short) 43)
			.putShort((short) 8).putShort((short) 0).putLong(HEADER).array());
		out.write(directory(fields, order, HEADER, pixels, slices == 1 ? 0 : end));
		for (int n = 1; n <= slices; n++)
			TiffWriter.writeSlice(image, info, n, little, out);
		final long size = size(further);
		for (int n = 1; n < slices; n++) {
			final long at = end + (n - 1) * size;
			out.write(directory(further, order, at, pixels + n * slice, n == slices - 1 ? 0 : at + size));
		}
	}

	/** What ImageJ says of as many images, but of one pixel each. */
	private static TiffDirectory tiny(final FileInfo info) throws IOException {
		final FileInfo tiny = (FileInfo) info.clone();
		tiny.width = 1;
		tiny.height = 1;
		tiny.virtualStack = null;
		final Object pixel = pixel(info.fileType);
		final Object[] pixels = new Object[info.nImages];
		Arrays.fill(pixels, pixel);
		tiny.pixels = info.nImages == 1 ? pixel : pixels;
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		new TiffEncoder(tiny).write(out);
		return TiffDirectory.all(FileBytes.of(out.toByteArray())).get(0);
	}

	private static Map<Integer, BigTiffField> fields(final TiffDirectory known) throws IOException {
		final Map<Integer, BigTiffField> fields = new TreeMap<>();
		for (final Map.Entry<Integer, TiffField> field : known.fields().entrySet())
			fields.put(field.getKey(), new BigTiffField(field.getValue().type(), field.getValue().count(),
				field.getValue().raw()));
		return fields;
	}

	private static Object pixel(final int type) {
		return switch (type) {
			case FileInfo.GRAY8, FileInfo.COLOR8 -> new byte[1];
			case FileInfo.GRAY16_UNSIGNED, FileInfo.GRAY16_SIGNED -> new short[1];
			case FileInfo.GRAY32_FLOAT -> new float[1];
			default -> new int[1];
		};
	}

	private static long size(final Map<Integer, BigTiffField> fields) {
		long size = 8 + 20L * fields.size() + 8;
		for (final BigTiffField field : fields.values())
			size += later(field);
		return size;
	}

	/** Bytes of what does not fit into an entry. */
	private static int later(final BigTiffField field) {
		return field.content().length > 8 ? field.content().length + 7 & -8 : 0;
	}

	private static byte[] directory(final Map<Integer, BigTiffField> fields, final ByteOrder order,
		final long at, final long pixels, final long next) {
		final ByteBuffer bytes =
			ByteBuffer.allocate((int) size(fields)).order(order).putLong(fields.size());
		int later = 8 + 20 * fields.size() + 8;
		for (final Map.Entry<Integer, BigTiffField> entry : fields.entrySet()) {
			final BigTiffField field = entry.getKey() == TiffDirectory.STRIP_OFFSETS
				? BigTiffField.of(pixels, order) : entry.getValue();
			bytes.putShort(entry.getKey().shortValue()).putShort((short) field.type())
				.putLong(field.count());
			if (field.content().length <= 8)
				bytes.put(field.content()).put(new byte[8 - field.content().length]);
			else {
				bytes.putLong(at + later).put(later, field.content());
				later += later(field);
			}
		}
		return bytes.putLong(next).array();
	}
}
