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

import org.gradiscope.tensor.ValueRange;

/**
 * The values of an image that a network sees as darkest and brightest. For 8-bit and RGB images these
 * are 0 and 255. For 16-bit and 32-bit images they are the ends of the display range, so that the
 * network sees what the analyst sees; Image &gt; Adjust &gt; Brightness/Contrast... sets it.
 */
public final class DisplayRange {

	private static final ValueRange SIXTEEN_BIT = new ValueRange(0, 65535);

	private DisplayRange() {}

	/**
	 * @param slice index in the stack, from 1; the channels of a composite image have ranges of their
	 *          own
	 */
	public static ValueRange of(final ImagePlus image, final int slice) {
		final PixelType type = PixelType.of(image);
		if (type == PixelType.GREY_8 || type == PixelType.RGB) return ValueRange.EIGHT_BIT;
		if (!image.isComposite()) return of(type, image.getDisplayRangeMin(), image
			.getDisplayRangeMax());
		final LUT lut = lut(image, slice);
		return of(type, lut.min, lut.max);
	}

	/** The colours and the range of the channel of a composite image that a slice belongs to. */
	static LUT lut(final ImagePlus composite, final int slice) {
		return composite.getLuts()[composite.convertIndexToPosition(slice)[0] - 1];
	}

	/** A range without extent becomes the type's own, or for 32 bits one of extent 1. */
	private static ValueRange of(final PixelType type, final double min, final double max) {
		final float low = (float) min;
		final float high = (float) max;
		if (low < high && Float.isFinite(high - low)) return new ValueRange(low, high);
		if (type == PixelType.GREY_16) return SIXTEEN_BIT;
		return Float.isFinite(low) && low < low + 1 ? new ValueRange(low, low + 1) : ValueRange.UNIT;
	}
}
