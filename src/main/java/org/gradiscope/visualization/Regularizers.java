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

package org.gradiscope.visualization;

import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;

/**
 * What counts against a picture beside its objective. All are of the picture as the network sees it,
 * in units of the value range, and means over its pixels, so that the weights do not depend on its size.
 *
 * @param totalVariation the weight of {@link Objectives#totalVariation()}
 * @param l1 the weight of {@link Objectives#contrast()}
 * @param l2 the weight of {@link Objectives#squareContrast()}
 * @param blur the weight of {@link Objectives#detail()}
 */
public record Regularizers(double totalVariation, double l1, double l2, double blur) {

	public static final Regularizers NONE = new Regularizers(0, 0, 0, 0);

	/** @throws IllegalArgumentException if a weight is under 0 or not a number */
	public Regularizers {
		for (final double weight : new double[] { totalVariation, l1, l2, blur })
			if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
				"A weight of at least 0 is expected, but " + weight + " was given.");
	}

	/** The objective, less what counts against it. */
	Objective applied(final Objective objective) {
		return less(less(
			less(less(objective, Objectives.totalVariation(), totalVariation), Objectives.contrast(), l1),
			Objectives.squareContrast(), l2), Objectives.detail(), blur);
	}

	private static Objective less(final Objective objective, final Objective penalty,
		final double weight) {
		return weight == 0 ? objective : objective.minus(penalty.times(weight));
	}
}
