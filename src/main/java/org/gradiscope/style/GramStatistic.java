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

package org.gradiscope.style;

import java.util.List;

import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.tensor.Tensor;

/**
 * The Gram matrix of the channels, {@code G_ij = mean_p a_pi a_pj} (Gatys et al. 2015, "A Neural
 * Algorithm of Artistic Style"), which says which features go together. The mean over positions stands
 * where the paper has the sum, and the distance is relative, {@code |G - S|^2 / |S|^2}, where the paper
 * divides by {@code 4 N^2 M^2}: so weights mean the same at every size.
 */
record GramStatistic(Expression activation) implements LayerStatistic.OfMeans {

	@Override
	public List<Expression> expressions() {
		return List.of(Function.GRAM.of(activation));
	}

	@Override
	public Expression distance(final List<Tensor> target) {
		return new Scale(Distances.squared(expressions().get(0), target.get(0)),
			1 / Distances.norm(target));
	}

	@Override
	public double distance(final List<Tensor> values, final List<Tensor> target) {
		return Distances.squared(values, target) / Distances.norm(target);
	}

	@Override
	public List<Tensor> slope(final List<Tensor> values, final List<Tensor> target) {
		return List
			.of(Distances.scaled(values.get(0).plus(target.get(0), -1), 2 / Distances.norm(target)));
	}
}
