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

import java.util.Locale;

import org.gradiscope.engine.EngineException;
import org.gradiscope.tensor.ValueRange;

/**
 * The grey levels of an image that the screen shows as darkest and brightest, and so a network sees as
 * that: the ends of the display range; Image &gt; Adjust &gt; Brightness/Contrast... sets it. Of RGB
 * images these are 0 and 255.
 */
public final class DisplayRange {

	/** With less or more, gradients or their squares leave single precision. */
	private static final double LEAST = 1e-18;
	private static final double MOST = 1e18;

	private DisplayRange() {}

	/**
	 * @param slice index in the stack, from 1; the channels of a composite image have ranges of their
	 *          own
	 * @throws EngineException if the range is too narrow or too wide
	 */
	public static ValueRange of(final ImagePlus image, final int slice) {
		if (PixelType.of(image) == PixelType.RGB) return ValueRange.EIGHT_BIT;
		if (!image.isComposite()) return of(image.getDisplayRangeMin(), image.getDisplayRangeMax());
		final LUT lut = lut(image, slice);
		final boolean whole = PixelType.of(image).isWhole();
		return of(whole ? Math.round(lut.min) : lut.min, whole ? Math.round(lut.max) : lut.max);
	}

	/** The colours and the range of the channel of a composite image that a slice belongs to. */
	static LUT lut(final ImagePlus composite, final int slice) {
		return composite.getLuts()[composite.convertIndexToPosition(slice)[0] - 1];
	}

	/** A range without extent becomes one level wide: that level is black, and what is above it white. */
	private static ValueRange of(final double min, final double max) {
		final float low = (float) min;
		final float high = Math.max(min < max ? (float) max : low + 1, Math.nextUp(low));
		final double extent = (double) high - low;
		if (extent >= LEAST && extent <= MOST) return new ValueRange(low, high);
		throw new EngineException(String.format(Locale.ROOT,
			"The display range is %.3g..%.3g, but a " +
				"network can be shown one from %.0g to %.0g wide; set another (Image > Adjust > " +
				"Brightness/Contrast...), or multiply the pixels first (Process > Math > Multiply...).",
			min, max, LEAST, MOST));
	}
}
