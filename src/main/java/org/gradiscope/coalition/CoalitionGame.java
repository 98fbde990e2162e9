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

package org.gradiscope.coalition;

import java.util.BitSet;
import java.util.List;

import org.gradiscope.engine.Progress;

/** Players, and what any of them reach together. */
public interface CoalitionGame {

	/** Coalitions between two looks at the progress. */
	int BATCH = 256;

	/** How many there are, from 1. */
	int players();

	/** What each coalition reaches; many at once, since a network answers many faster than one after the other. */
	double[] values(List<BitSet> coalitions);

	/** The same in batches, told of and asked whether to go on. */
	default double[] values(final List<BitSet> coalitions, final Progress progress) {
		final double[] values = new double[coalitions.size()];
		for (int first = 0; first < values.length; first += BATCH) {
			progress.check();
			progress.report(first, values.length, "coalition " + first + " of " + values.length);
			final List<BitSet> some = coalitions.subList(first, Math.min(values.length, first + BATCH));
			System.arraycopy(values(some), 0, values, first, some.size());
		}
		return values;
	}

	/** All players. */
	default BitSet all() {
		final BitSet all = new BitSet(players());
		all.set(0, players());
		return all;
	}
}
