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

package org.gradiscope.attack.method.blackbox;

/** The sizes of steps of {@link Boundary}, which change as they fool often or seldom. */
final class BoundarySteps {

	private static final double FACTOR = 1.5;
	/** Smaller steps towards the original gain nothing. */
	private static final double LEAST = 1e-7;

	private final Window orthogonals = new Window(100);
	private final Window wholes = new Window(30);
	private double orthogonal;
	private double towards;

	BoundarySteps(final double orthogonal, final double towards) {
		this.orthogonal = orthogonal;
		this.towards = towards;
	}

	double orthogonal() {
		return orthogonal;
	}

	double towards() {
		return towards;
	}

	boolean isConverged() {
		return towards < LEAST;
	}

	/**
	 * @param around whether an orthogonal step fooled
	 * @param whole whether it did with the one towards the original
	 */
	void add(final boolean around, final boolean whole) {
		orthogonals.add(around);
		wholes.add(whole);
		final double both = orthogonals.factor(0.2, 0.5);
		orthogonal *= both;
		towards *= both * wholes.factor(0.1, 0.25);
	}

	/** The last decisions of a kind. */
	private static final class Window {

		private final boolean[] last;
		private int count;

		Window(final int size) {
			last = new boolean[size];
		}

		void add(final boolean fooled) {
			last[count++ % last.length] = fooled;
		}

		/** By what sizes change, once it is full; then it is filled anew. */
		double factor(final double low, final double high) {
			if (count < last.length) return 1;
			int fooled = 0;
			for (final boolean one : last)
				if (one) fooled++;
			final double rate = (double) fooled / last.length;
			if (rate >= low && rate <= high) return 1;
			count = 0;
			return rate > high ? FACTOR : 1 / FACTOR;
		}
	}
}
