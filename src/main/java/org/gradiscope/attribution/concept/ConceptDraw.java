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

package org.gradiscope.attribution.concept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.tensor.RandomOrder;

/**
 * Which examples one separator is found and judged by: as many of the concept as random ones, and as many other
 * random ones that stand for a concept that is none. The last third of each is held out.
 *
 * @param concept indices of examples of the concept
 * @param random indices of random images
 * @param others indices of other random images
 */
public record ConceptDraw(int[] concept, int[] random, int[] others) {

	/** Of each kind, so that two are held out. */
	public static final int FEWEST = 6;

	/**
	 * @param sets how many
	 * @param concepts examples of the concept
	 * @param randoms random images
	 * @throws IllegalArgumentException if there are too few
	 */
	public static List<ConceptDraw> draw(final int sets, final int concepts, final int randoms,
		final long seed) {
		if (concepts < FEWEST || randoms < 2 * FEWEST)
			throw new IllegalArgumentException("A concept needs at least " + FEWEST + " examples and " +
				2 * FEWEST + " random images to be compared with, but " + concepts + " and " + randoms +
				" were given; add images.");
		final int count = Math.min(concepts, randoms / 2);
		final SplittableRandom random = new SplittableRandom(seed);
		final List<ConceptDraw> draws = new ArrayList<>();
		for (int set = 0; set < sets; set++) {
			final int[] some = order(concepts, random);
			final int[] any = order(randoms, random);
			draws.add(new ConceptDraw(Arrays.copyOf(some, count), Arrays.copyOf(any, count),
				Arrays.copyOfRange(any, count, 2 * count)));
		}
		return draws;
	}

	private static int[] order(final int count, final SplittableRandom random) {
		final int[] order = IntStream.range(0, count).toArray();
		RandomOrder.shuffle(order, random);
		return order;
	}

	/** How many of each kind are held out. */
	static int heldOut(final int count) {
		return Math.max(1, count / 3);
	}
}
