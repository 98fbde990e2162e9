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

package org.gradiscope.training;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.RandomOrder;

/** Examples in batches without an end; each epoch has an order of its own. */
final class ShuffledBatches {

	private final Examples examples;
	private final int size;
	private final SplittableRandom random;
	private final int[] order;
	private int at;

	/** @param size of a batch; all examples if there are fewer */
	ShuffledBatches(final Examples examples, final int size, final long seed) {
		this.examples = examples;
		this.size = Math.min(size, examples.count());
		random = new SplittableRandom(seed);
		order = new int[examples.count()];
		Arrays.setAll(order, i -> i);
		at = order.length;
	}

	/** How many an epoch has; what is left then is no whole batch, and left out. */
	int perEpoch() {
		return order.length / size;
	}

	Examples next() {
		if (at + size > order.length) {
			RandomOrder.shuffle(order, random);
			at = 0;
		}
		at += size;
		return examples.at(Arrays.copyOfRange(order, at - size, at));
	}
}
