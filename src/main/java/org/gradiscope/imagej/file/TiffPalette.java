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

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.image.IndexColorModel;
import java.io.IOException;

/** Pictures of a TIFF file whose values are places in a table of colours. */
final class TiffPalette {

	private TiffPalette() {}

	/** @return 8-bit with the table; RGB where the table has more than 256 colours */
	static ImageProcessor apply(final TiffPage page, final TiffSamples samples) throws IOException {
		final long[] map = page.directory().longs(TiffDirectory.COLOUR_MAP);
		final int size = 1 << Math.min(16, page.bits());
		if (map.length < 3 * size || page.bits() > 16 || page.samples() != 1 ||
			page.format() != TiffPage.WHOLE)
			throw new IOException(
				"it is damaged: its table of colours has " + map.length / 3 + " of " + size);
		// Some old files have the table in 8 bits.
		int shift = 0;
		for (final long level : map)
			if (level > 255) shift = 8;
		final byte[][] levels = new byte[3][Math.max(256, size)];
		for (int colour = 0; colour < 3; colour++)
			for (int i = 0; i < size; i++)
				levels[colour][i] = (byte) (map[colour * size + i] >> shift);
		if (page.bits() <= 8) return new ByteProcessor(page.width(), page.height(),
			(byte[]) samples.array(0), new IndexColorModel(8, 256, levels[0], levels[1], levels[2]));
		return colours(page, (short[]) samples.array(0), levels);
	}

	private static ColorProcessor colours(final TiffPage page, final short[] places,
		final byte[][] levels) {
		final byte[][] seen = new byte[3][places.length];
		for (int colour = 0; colour < 3; colour++)
			for (int i = 0; i < places.length; i++)
				seen[colour][i] = levels[colour][places[i] & 0xFFFF];
		final ColorProcessor rgb = new ColorProcessor(page.width(), page.height());
		rgb.setRGB(seen[0], seen[1], seen[2]);
		return rgb;
	}
}
