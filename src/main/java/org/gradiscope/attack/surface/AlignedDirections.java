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

package org.gradiscope.attack.surface;

import java.util.Locale;

import org.gradiscope.tensor.Tensor;

/**
 * Directions at right angles to each other that all go the same way along a gradient, as far as so many
 * can (Tram&egrave;r et al. 2017, "The Space of Transferable Adversarial Examples": gradient aligned
 * adversarial subspace).
 */
interface AlignedDirections extends ImageProbe.Change {

	/** How many there are. */
	int count();

	/** How directions are made and how long they are. */
	enum Kind {

		/** Of any number k; the length is the root of the number of values, times epsilon. */
		L2 {

			@Override
			AlignedDirections of(final Tensor gradient, final SignDirections within, final int count,
				final double epsilon, final long seed) {
				return new ReflectedCosines(gradient, within, count, epsilon, seed);
			}

			@Override
			int next(final int count) {
				return 2 * count;
			}

			@Override
			int most(final int values) {
				return values - 1;
			}
		},

		/** Of 1, 4, 16, ... directions; each value changes by epsilon. */
		LINF {

			@Override
			AlignedDirections of(final Tensor gradient, final SignDirections within, final int count,
				final double epsilon, final long seed) {
				return new HadamardSigns(gradient, within, count, epsilon, seed);
			}

			@Override
			int next(final int count) {
				return 4 * count;
			}

			@Override
			int most(final int values) {
				return values;
			}
		};

		/**
		 * @param gradient not 0 everywhere
		 * @param epsilon the change of a value, or in L2 its root mean square, in grey levels
		 */
		abstract AlignedDirections of(Tensor gradient, SignDirections within, int count, double epsilon,
			long seed);

		/** How many to try after so many. */
		abstract int next(int count);

		/** So many can be at most. */
		abstract int most(int values);

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}
}
