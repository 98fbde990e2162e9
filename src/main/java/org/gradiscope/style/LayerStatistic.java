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
import org.gradiscope.tensor.Tensor;

/**
 * What of a layer's activations is the style: numbers that do not say where in the picture something is.
 * <p>
 * It is made of expressions, for example a Gram matrix, which a network computes of a picture, and
 * compared with those of references. All distances are relative, {@code |s - t|^2 / |t|^2}: 0 for the
 * style itself and about 1 for a picture without any, for each layer, network and size of picture.
 * </p>
 */
interface LayerStatistic {

	/** What is computed of the activations. */
	List<Expression> expressions();

	/**
	 * What pictures of a style have, from the values of the expressions for one of them.
	 *
	 * @param values one for each expression, {@code [1, ...]}
	 * @return the same, or what is compared in their place; the weighted mean of several is their style
	 */
	default List<Tensor> target(final List<Tensor> values) {
		return values;
	}

	/**
	 * The relative distance from a target.
	 *
	 * @param target as {@link #target} has it
	 */
	Expression distance(List<Tensor> target);

	/** The expressions are means over positions, so those of a picture are the means of its tiles'. */
	interface OfMeans extends LayerStatistic {

		/** The relative distance of the values of the expressions from a target. */
		double distance(List<Tensor> values, List<Tensor> target);

		/** Its derivative with respect to each value. */
		List<Tensor> slope(List<Tensor> values, List<Tensor> target);
	}
}
