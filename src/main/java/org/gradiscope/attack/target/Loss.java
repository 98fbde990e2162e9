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

package org.gradiscope.attack.target;

import java.util.List;

import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What an attack climbs. It grows as the criterion is neared; {@link #MARGIN} and {@link #DLR} are over
 * 0 just where it is met.
 */
public enum Loss {

	/** The cross-entropy of the class to be lost, or the log-probability of the one to be reached. */
	CROSS_ENTROPY("cross-entropy") {

		@Override
		Objective of(final List<OfClasses> criteria, final int classes) {
			return Objectives.logProbabilities(weights(criteria, classes, true));
		}
	},

	/**
	 * How far the best other class is over the one to be lost, or the one to be reached over the best
	 * other, in scores before the softmax (Carlini &amp; Wagner 2016, f6 without its bound).
	 */
	MARGIN("margin") {

		@Override
		Objective of(final List<OfClasses> criteria, final int classes) {
			return Objectives.margin(weights(criteria, classes, false)).times(sign(criteria));
		}
	},

	/** The difference of logits ratio (Croce &amp; Hein 2020), which no scaling of the scores changes. */
	DLR("dlr") {

		@Override
		Objective of(final List<OfClasses> criteria, final int classes) {
			require(criteria, classes);
			if (sign(criteria) < 0)
				return Objectives.marginRatio(weights(criteria, classes, false)).negate();
			final Tensor signs = weights(criteria, classes, false);
			for (int n = 0; n < criteria.size(); n++)
				signs.data()[n * classes + criteria.get(n).original()] = -1;
			return Objectives.targetRatio(signs);
		}

		private void require(final List<OfClasses> criteria, final int classes) {
			final int least = sign(criteria) < 0 ? 3 : 4;
			if (classes < least)
				throw new IllegalArgumentException("The difference of logits ratio needs " + least +
					" classes, but the network has " + classes + "; take the cross-entropy (apgd-ce).");
			for (final OfClasses criterion : criteria)
				if (criterion.sign() > 0 && criterion.reference() == criterion.original())
					throw new IllegalArgumentException(
						"The difference of logits ratio needs a target other " +
							"than the class of the clean image, but both are class " + criterion.original() +
							"; take the cross-entropy (confidence).");
		}
	};

	private final String word;

	Loss(final String word) {
		this.word = word;
	}

	/**
	 * The objective for a batch.
	 *
	 * @param criteria one for each image, all to be lost or all to be reached
	 * @param classes of the network
	 */
	abstract Objective of(List<OfClasses> criteria, int classes);

	/** 1 at each image's class, or its sign, {@code [n, k]}. */
	private static Tensor weights(final List<OfClasses> criteria, final int classes,
		final boolean signed) {
		final Tensor weights = Tensor.zeros(Shape.of(criteria.size(), classes));
		for (int n = 0; n < criteria.size(); n++)
			weights.data()[n * classes + criteria.get(n).reference()] =
				signed ? criteria.get(n).sign() : 1;
		return weights;
	}

	private static int sign(final List<OfClasses> criteria) {
		final int sign = criteria.get(0).sign();
		for (final OfClasses criterion : criteria)
			if (criterion.sign() != sign) throw new IllegalArgumentException(
				"The images of a batch are all targeted or none is, but these are mixed; take two batches.");
		return sign;
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return word;
	}
}
