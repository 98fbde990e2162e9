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

import java.util.stream.IntStream;

/** Long arrays in blocks, each on whichever processor is free. */
public final class ParallelBlocks {

	/** So many numbers are worth a task of their own. */
	private static final int SIZE = 1 << 14;

	private ParallelBlocks() {}

	/** What is done with the numbers between two indices, the second excluded. */
	@FunctionalInterface
	public interface Task {

		void run(int from, int to);
	}

	/** Does it with all of {@code length} numbers; of different blocks at the same time. */
	public static void of(final int length, final Task task) {
		IntStream.range(0, (length + SIZE - 1) / SIZE).parallel()
			.forEach(block -> task.run(block * SIZE, Math.min(length, (block + 1) * SIZE)));
	}

	/** A sum over the numbers between two indices, the second excluded. */
	@FunctionalInterface
	public interface Sum {

		double of(int from, int to);
	}

	/** The sums of all blocks added up in their order, so the same however many processors there are. */
	public static double sum(final int length, final Sum sum) {
		final double[] sums = new double[(length + SIZE - 1) / SIZE];
		of(length, (from, to) -> sums[from / SIZE] = sum.of(from, to));
		double all = 0;
		for (final double one : sums)
			all += one;
		return all;
	}
}
