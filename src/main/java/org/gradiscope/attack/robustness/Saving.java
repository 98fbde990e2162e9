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

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.tensor.Tensor;

/** What becomes of a perturbed image when it is saved; a file of whole grey levels holds no others. */
public interface Saving {

	/** All values as they are. */
	Saving EXACT = new Saving() {

		@Override
		public boolean holds(final Bound bound) {
			return true;
		}

		@Override
		public Tensor saved(final Tensor originals, final Tensor perturbed, final Bound bound) {
			return perturbed;
		}
	};

	/** Whether there are values within the bound that differ from the original's. */
	boolean holds(Bound bound);

	/** @throws IllegalArgumentException if there are not, with the remedy */
	default void check(final Bound bound) {
		if (!holds(bound)) throw new IllegalArgumentException("The image has whole grey levels, so " +
			"epsilon has to be at least 1, but " + bound.epsilon() +
			" was given; for less, make the image 32-bit (Image > Type > 32-bit).");
	}

	/**
	 * The values that the file has.
	 *
	 * @param originals {@code [n, h, w, c]}, which were saved so
	 * @param perturbed the same shape, within the bound
	 * @return within the bound too
	 */
	Tensor saved(Tensor originals, Tensor perturbed, Bound bound);
}
