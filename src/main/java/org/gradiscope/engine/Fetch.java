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

package org.gradiscope.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.gradiscope.objective.Expression;

/**
 * One thing that a run of a network can give, for each image of the batch or for the whole.
 *
 * @param layer where it is, by the name that users give the layer, or the name of the weight; empty where
 *          it is at none
 * @param expression what is computed of layers; none where the kind says it
 */
public record Fetch(Kind kind, String layer, Optional<Expression> expression) {

	/** What is computed. */
	public enum Kind {

		/** The objective, {@code [n]}. */
		VALUES,
		/** The derivative of the objective with respect to what is fed, in the shape of that. */
		GRADIENT,
		/** The derivative of the objective with respect to a layer's activations, in their shape. */
		LAYER_GRADIENT,
		/**
		 * The derivative of the sum of the objective over the batch with respect to a weight, in the shape of
		 * that.
		 */
		WEIGHT_GRADIENT,
		/** The activations of a layer, {@code [n, h, w, c]} or {@code [n, c]}. */
		ACTIVATION,
		/** An expression of layers, such as a Gram matrix, {@code [n, ...]}. */
		EXPRESSION,
		/** The relevance of each pixel, in the shape of the images. */
		RELEVANCE,
		/** The relevance that biases kept, {@code [1]}. */
		BIAS_RELEVANCE,
		/**
		 * Of two images, by what their differences are multiplied so that they add up to that of the objective,
		 * in the shape of the images; the same for both.
		 */
		MULTIPLIERS,
		/** The pictures that parameters paint, unwarped, {@code [n, h, w, c]} in 0..255. */
		PICTURES;

		/** Whether it is of an objective. */
		public boolean isOfObjective() {
			return this != ACTIVATION && this != EXPRESSION && this != PICTURES;
		}

		/** Whether the network runs backwards for it. */
		public boolean isBackward() {
			return isOfObjective() && this != VALUES;
		}

		/** Whether a {@link Backpropagation} rule changes it. */
		public boolean isGradient() {
			return this == GRADIENT || this == LAYER_GRADIENT || this == WEIGHT_GRADIENT;
		}

		/** Whether there is one for each image; else one for the whole batch, the sum of its parts'. */
		boolean isOfEachImage() {
			return this != WEIGHT_GRADIENT;
		}
	}

	public static final Fetch VALUES = new Fetch(Kind.VALUES, "");
	public static final Fetch GRADIENT = new Fetch(Kind.GRADIENT, "");
	public static final Fetch RELEVANCE = new Fetch(Kind.RELEVANCE, "");
	public static final Fetch BIAS_RELEVANCE = new Fetch(Kind.BIAS_RELEVANCE, "");
	public static final Fetch MULTIPLIERS = new Fetch(Kind.MULTIPLIERS, "");
	public static final Fetch PICTURES = new Fetch(Kind.PICTURES, "");
	/** The class scores, before the softmax. */
	public static final Fetch SCORES = activation(Expression.LOGITS);

	private Fetch(final Kind kind, final String layer) {
		this(kind, layer, Optional.empty());
	}

	public static Fetch activation(final String layer) {
		return new Fetch(Kind.ACTIVATION, layer);
	}

	public static Fetch gradientAt(final String layer) {
		return new Fetch(Kind.LAYER_GRADIENT, layer);
	}

	public static Fetch weightGradient(final String weight) {
		return new Fetch(Kind.WEIGHT_GRADIENT, weight);
	}

	public static Fetch expression(final Expression of) {
		return new Fetch(Kind.EXPRESSION, "", Optional.of(of));
	}

	/** The layers that have to be there. */
	Set<String> layers() {
		return expression.map(Expression::layers)
			.orElseGet(() -> layer.isEmpty() || kind == Kind.WEIGHT_GRADIENT ? Set.of() : Set.of(layer));
	}

	/** For example {@code activation at conv3}. */
	@Override
	public String toString() {
		final String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
		return expression.isPresent() ? "expression " + expression.get()
			: layer.isEmpty() ? what : what + " at " + layer;
	}
}
