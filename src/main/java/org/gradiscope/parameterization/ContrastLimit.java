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

package org.gradiscope.parameterization;

/**
 * How much contrast a picture may have before the sigmoid, in which fine detail counts more than tones.
 * The contrast is a Sobolev norm,
 *
 * <pre>
 * |x|^2 = mean(x^2 + smoothness^2 (dx^2 + dy^2))
 * </pre>
 *
 * with dx and dy the differences from a pixel to its right and lower neighbours, 0 where it has none,
 * and the mean over all pixels and channels. White noise of deviation 1 has
 * {@code sqrt(1 + 4 smoothness^2)}, a single tone of 1 has 1. So a picture gains by saying in broad
 * shapes what it can say so, as photographs do.
 *
 * Without any limit, activations that grow with the contrast drive a picture to black and white; with one
 * that counts all frequencies alike, to fine detail.
 *
 * @param largest that a picture may have, or 0 for any
 * @param smoothness the length in pixels under which detail counts more than tones; 0: all alike, the
 *          root mean square
 */
public record ContrastLimit(double largest, double smoothness) {

	/** Any contrast. */
	public static final ContrastLimit NONE = new ContrastLimit(0, 0);

	/** At 128 pixels eight photographs had 1.4 to 6.1, half of them under 3.4. */
	public static final ContrastLimit PHOTOGRAPHS = new ContrastLimit(2.5, 4);

	/** @throws IllegalArgumentException if one is under 0 or not a number */
	public ContrastLimit {
		require("contrast", largest);
		require("smoothness", smoothness);
	}

	private static void require(final String name, final double given) {
		if (!(given >= 0 && given < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
			"A " + name + " of at least 0 is expected, but " + given + " was given.");
	}

	/** Whether any contrast is allowed. */
	public boolean isNone() {
		return largest == 0;
	}

	/** For example {@code 2.5[smoothness=4.0]}. */
	@Override
	public String toString() {
		return largest + (isNone() ? "" : "[smoothness=" + smoothness + "]");
	}
}
