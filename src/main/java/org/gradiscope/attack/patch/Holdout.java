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

package org.gradiscope.attack.patch;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.RandomOrder;

/**
 * Which images a patch is learnt on, and which are kept for the question whether it works on others.
 *
 * @param training indices from 0, in order
 * @param held indices from 0, in order
 */
public record Holdout(int[] training, int[] held) {

	/**
	 * By chance, but at least one of each.
	 *
	 * @param share of the images to hold out, over 0 and under 1
	 * @throws IllegalArgumentException if there are less than two images, or the share is no such
	 */
	public static Holdout of(final int images, final double share, final long seed) {
		if (!(share > 0 && share < 1)) throw new IllegalArgumentException(
			"The part of the images that is held out is over 0 and under 1, but " + share +
				" was given.");
		if (images < 2) throw new IllegalArgumentException(
			"A patch is learnt on some images and tried on others, so it takes two or more, but there " +
				(images == 1 ? "is one" : "is none") + "; open a stack of several, or name a folder of " +
				"further ones.");
		final int[] order = new int[images];
		Arrays.setAll(order, i -> i);
		RandomOrder.shuffle(order, new SplittableRandom(seed));
		final int held = (int) Math.max(1, Math.min(images - 1, Math.round(share * images)));
		return new Holdout(sorted(order, held, images), sorted(order, 0, held));
	}

	private static int[] sorted(final int[] order, final int from, final int to) {
		final int[] part = Arrays.copyOfRange(order, from, to);
		Arrays.sort(part);
		return part;
	}
}
