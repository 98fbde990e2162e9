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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.process.LUT;

import java.awt.Color;

/** The colour tables of maps. */
public final class ColourTables {

	private static final int[] BLUE_WHITE_RED = { 0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0,
		0xf7f7f7, 0xfddbc7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f };

	private static final int[] INFERNO =
		{ 0x000004, 0x1f0c48, 0x550f6d, 0x88226a, 0xba3655, 0xe35933, 0xf98c0a, 0xf9c932, 0xfcffa4 };

	private ColourTables() {}

	/** For signed values, zero in the middle: blue, white, red ("RdBu" of Brewer, backwards). */
	public static LUT diverging() {
		return table(BLUE_WHITE_RED);
	}

	/** For values from zero on: black, violet, orange, pale yellow, ever lighter ("inferno"). */
	public static LUT magnitude() {
		return table(INFERNO);
	}

	/** Shows an image of 32 bits in them: from {@code -limit} where values are signed, else from 0. */
	static void apply(final ImagePlus image, final boolean signed, final float limit) {
		final LUT colours = signed ? diverging() : magnitude();
		// A single slice has no stack of its own, and the slice shown has a colour table of its own.
		if (image.getStackSize() > 1) image.getStack().setColorModel(colours);
		image.getProcessor().setColorModel(colours);
		image.setDisplayRange(signed ? -limit : 0, limit);
	}

	private static LUT table(final int[] anchors) {
		final byte[][] table = new byte[3][256];
		for (int i = 0; i < 256; i++) {
			final double position = i / 255.0 * (anchors.length - 1);
			final int below = Math.min((int) position, anchors.length - 2);
			final Color from = new Color(anchors[below]);
			final Color to = new Color(anchors[below + 1]);
			final double part = position - below;
			table[0][i] = between(from.getRed(), to.getRed(), part);
			table[1][i] = between(from.getGreen(), to.getGreen(), part);
			table[2][i] = between(from.getBlue(), to.getBlue(), part);
		}
		return new LUT(table[0], table[1], table[2]);
	}

	private static byte between(final int from, final int to, final double part) {
		return (byte) Math.round(from + part * (to - from));
	}
}
