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

package org.gradiscope.objective;

import java.util.Optional;

import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.tensor.Tensor;

/**
 * A number for each image, which a method climbs or descends. Objectives add and scale like numbers;
 * {@link Objectives} has the usual ones.
 * <p>
 * An objective may have values of its own for each image of a batch: what its expression calls
 * {@link Expression.Placeholder}. Objectives of one expression cost one compilation, whatever is given.
 * </p>
 *
 * @param expression gives one value per image, shape {@code [n]}
 * @param fed {@code [n, ...]}, empty where the expression has nothing given
 */
public record Objective(Expression expression, Optional<Tensor> fed) {

	/** An objective that is the same for all images. */
	public Objective(final Expression expression) {
		this(expression, Optional.empty());
	}

	/** @throws IllegalArgumentException if both have something given, and not the same */
	public Objective plus(final Objective other) {
		if (fed.isPresent() && other.fed.isPresent() && fed.get() != other.fed.get())
			throw new IllegalArgumentException("Objectives are added that were given one tensor, but '" +
				this + "' and '" + other + "' were given two; weigh them in one.");
		return new Objective(new Add(expression, other.expression), fed.or(other::fed));
	}

	public Objective minus(final Objective other) {
		return plus(other.negate());
	}

	public Objective times(final double factor) {
		return factor == 1 ? this : new Objective(new Scale(expression, factor), fed);
	}

	public Objective negate() {
		return times(-1);
	}

	/** The objective for images {@code from} to {@code to} of a batch, the last excluded. */
	public Objective items(final int from, final int to) {
		return new Objective(expression, fed.map(values -> values.items(from, to)));
	}

	/** The formula, for example {@code mean(conv3^2)}. */
	@Override
	public String toString() {
		return expression.toString();
	}
}
