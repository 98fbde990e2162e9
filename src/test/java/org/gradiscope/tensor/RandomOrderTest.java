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

package org.gradiscope.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class RandomOrderTest {

	/** Six orders of three values; of 6000 draws each has 1000, give or take four standard deviations. */
	@Test
	void everyOrderIsAsLikely() {
		final Map<String, Integer> counts = new TreeMap<>();
		final SplittableRandom random = new SplittableRandom(1);
		for (int draw = 0; draw < 6000; draw++) {
			final int[] values = { 1, 2, 3 };
			RandomOrder.shuffle(values, random);
			counts.merge(Arrays.toString(values), 1, Integer::sum);
		}
		assertEquals(6, counts.size());
		counts.values().forEach(count -> assertEquals(1000, count, 4 * Math.sqrt(6000 * 5 / 36.0)));
	}

	@Test
	void equalSeedsGiveEqualOrders() {
		final int[] one = { 1, 2, 3, 4, 5, 6, 7, 8 };
		final int[] two = one.clone();
		RandomOrder.shuffle(one, new SplittableRandom(2));
		RandomOrder.shuffle(two, new SplittableRandom(2));
		assertArrayEquals(one, two);
	}
}
