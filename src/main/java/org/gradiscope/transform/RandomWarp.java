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

package org.gradiscope.transform;

import java.util.SplittableRandom;

/**
 * Small random warps, so that what is optimised must hold under any of them (Olah et al. 2017). Lucid
 * pads by 12, shifts by 8, scales, rotates and shifts by 4; here one resampling does all of it.
 *
 * @param margin of mid grey around the image, in pixels
 * @param shift the largest in each direction, in pixels
 * @param scale the largest enlargement and the largest reduction, for example 0.1 for 0.9 to 1.1
 * @param degrees the largest rotation either way
 */
public record RandomWarp(int margin, double shift, double scale, double degrees) {

	/** Lucid's standard. */
	public static final RandomWarp STANDARD = new RandomWarp(6, 6, 0.1, 10);

	/** A warp for images of that size. */
	public Warp next(final SplittableRandom random, final int height, final int width) {
		return new Warp(height, width, margin, 1 + scale * signed(random), Math.toRadians(degrees *
			signed(random)), shift * signed(random), shift * signed(random));
	}

	private static double signed(final SplittableRandom random) {
		return 2 * random.nextDouble() - 1;
	}
}
