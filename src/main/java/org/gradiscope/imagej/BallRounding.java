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

import org.gradiscope.tensor.Tensor;

/**
 * Rounds a perturbed image to a pixel type without leaving the ball around the original. The change
 * of each pixel is rounded, not its value; where that is over epsilon, it is one level less.
 */
public final class BallRounding {

	private BallRounding() {}

	/**
	 * @param original values of {@code type}
	 * @param perturbed within {@code epsilon} of them
	 * @return values of {@code type} within {@code epsilon} of the original
	 * @throws IllegalArgumentException if epsilon is under one level of a type of whole levels
	 */
	public static Tensor round(final Tensor original, final Tensor perturbed, final double epsilon,
		final PixelType type) {
		check(epsilon, type);
		if (!type.isWhole()) return perturbed;
		final int most = (int) Math.min(65535, Math.floor(epsilon));
		final Tensor rounded = perturbed.copy();
		for (int i = 0; i < rounded.size(); i++) {
			final float from = original.data()[i];
			final int change = Math.max(-most, Math.min(most, Math.round(rounded.data()[i] - from)));
			rounded.data()[i] = type.stored(from + change);
		}
		return rounded;
	}

	/**
	 * @throws IllegalArgumentException if epsilon is under one level of a type of whole levels, so that
	 *           nothing could change
	 */
	public static void check(final double epsilon, final PixelType type) {
		if (type.isWhole() && !(epsilon >= 1))
			throw new IllegalArgumentException("The image has whole " +
				"grey levels, so epsilon has to be at least 1, but " + epsilon +
				" was given; for less, make the image 32-bit (Image > Type > 32-bit).");
	}
}
