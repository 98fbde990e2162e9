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

import java.util.List;
import java.util.Locale;

/**
 * What the axes of a plane of images are called.
 *
 * @param across the first direction
 * @param down the second
 * @param unit of both, for example grey levels
 * @param ways what comes after a distance along the first direction, against it, along the second, against it
 */
public record SurfaceAxes(String across, String down, String unit, List<String> ways) {

	/** Of the sign of the gradient and a random direction. */
	public static final SurfaceAxes GRADIENT =
		new SurfaceAxes("along the gradient's sign", "along random signs", "grey levels",
			List.of("grey levels along the gradient's sign", "grey levels against the gradient's sign",
				"grey levels along random signs", "grey levels against these"));

	/** Of the ways to two images, of these names. */
	public static SurfaceAxes towards(final String one, final String other) {
		return new SurfaceAxes("towards " + one, "towards " + other, "of the way",
			List.of("of the way to " + one, "of the way away from " + one, "of the way to " + other,
				"of the way away from " + other));
	}

	/** A number on an axis, as short as can be. */
	static String number(final double value) {
		final double rounded = Math.abs(value) >= 100 ? Math.rint(value) : value;
		final String text = String.format(Locale.ROOT, "%.3g", rounded);
		return text.contains("e") ? text
			: text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
	}
}
