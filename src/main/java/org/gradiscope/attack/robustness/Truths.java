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

package org.gradiscope.attack.robustness;

/** What holds of each image of a batch. */
final class Truths {

	private Truths() {}

	/** Where both have the same number. */
	static boolean[] same(final int[] labels, final int[] classes) {
		final boolean[] same = new boolean[labels.length];
		for (int n = 0; n < labels.length; n++)
			same[n] = labels[n] == classes[n];
		return same;
	}

	static boolean[] and(final boolean[] some, final boolean[] others) {
		final boolean[] both = new boolean[some.length];
		for (int n = 0; n < some.length; n++)
			both[n] = some[n] && others[n];
		return both;
	}

	/** Those that are chosen, in order. */
	static boolean[] only(final boolean[] truths, final boolean[] chosen) {
		final boolean[] some = new boolean[count(chosen)];
		int next = 0;
		for (int n = 0; n < truths.length; n++)
			if (chosen[n]) some[next++] = truths[n];
		return some;
	}

	/** How many hold. */
	static int count(final boolean[] truths) {
		int count = 0;
		for (final boolean truth : truths)
			if (truth) count++;
		return count;
	}
}
