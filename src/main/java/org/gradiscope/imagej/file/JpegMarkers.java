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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What stands before the picture in a JPEG stream.
 *
 * @param bits of each sample
 * @param isYcbcr whether the first three samples are luminance and two of colour
 * @param orientation as Exif has it, 1 if upright or not said
 */
record JpegMarkers(int bits, boolean isYcbcr, int orientation) {

	private static final int ADOBE = 0xEE;
	private static final int EXIF = 0xE1;
	private static final int JFIF = 0xE0;
	private static final int SCAN = 0xDA;

	/** @throws IOException if the stream ends before its picture begins */
	static JpegMarkers of(final byte[] content) throws IOException {
		final ByteBuffer file = ByteBuffer.wrap(content);
		int transform = -1;
		int orientation = 1;
		boolean jfif = false;
		JpegMarkers found = null;
		for (int at = 2;;) {
			if (at + 4 > content.length) throw new IOException(
				"it is truncated: it ends after " + content.length + " bytes, before its picture");
			final int marker = file.get(at + 1) & 0xFF;
			if (file.get(at) != -1)
				throw new IOException("it is damaged: byte " + at + " should begin a part of it");
			if (marker == 0xFF) {
				at++;
				continue;
			}
			final int length = file.getShort(at + 2) & 0xFFFF;
			if (marker == SCAN) break;
			if (length < 2 || at + 2 + length > content.length) throw new IOException(
				"it is truncated: it ends after " + content.length + " bytes, before its picture");
			final ByteBuffer part = file.slice(at + 4, length - 2);
			jfif |= marker == JFIF;
			if (marker == ADOBE && starts(part, "Adobe") && part.capacity() > 11)
				transform = part.get(11);
			if (marker == EXIF && starts(part, "Exif")) orientation = orientation(part);
			if (isFrame(marker) && part.capacity() > 5) found = frame(part, jfif, transform);
			at += 2 + length;
		}
		if (found == null) throw new IOException("it is damaged: its picture has no size");
		return new JpegMarkers(found.bits, transform < 0 ? found.isYcbcr : transform != 0, orientation);
	}

	private static boolean isFrame(final int marker) {
		return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
	}

	private static boolean starts(final ByteBuffer part, final String word) {
		return part.capacity() > word.length() &&
			new String(part.array(), part.arrayOffset(), word.length(), StandardCharsets.ISO_8859_1)
				.equals(word);
	}

	/** Where no Adobe marker says it: three samples are YCbCr unless they are called R, G and B. */
	private static JpegMarkers frame(final ByteBuffer part, final boolean jfif, final int transform)
		throws IOException {
		final int samples = part.get(5);
		MemoryCheck.check(part.getShort(3) & 0xFFFF, part.getShort(1) & 0xFFFF, 1,
			4 * Math.max(1, samples));
		final boolean named = samples == 3 && part.capacity() >= 15 && part.get(6) == 'R' &&
			part.get(9) == 'G' && part.get(12) == 'B';
		return new JpegMarkers(part.get(0), samples == 3 && (jfif || !named), 1);
	}

	/** Of the first directory; what is damaged is upright. */
	private static int orientation(final ByteBuffer exif) {
		if (exif.capacity() < 14) return 1;
		final ByteBuffer tiff = exif.slice(6, exif.capacity() - 6);
		tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		final int first = tiff.getInt(4);
		if (first < 8 || first > tiff.capacity() - 2) return 1;
		final int count = tiff.getShort(first) & 0xFFFF;
		for (int at = first + 2; at + 12 <= tiff.capacity() && at < first + 2 + 12 * count; at += 12)
			if (tiff.getShort(at) == TiffDirectory.ORIENTATION) return tiff.getShort(at + 8);
		return 1;
	}
}
