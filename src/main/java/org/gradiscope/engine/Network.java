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

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * An open network: images in, values and gradients out. The network's preprocessing is inside, so
 * images are given as the user has them, and gradients are with respect to these very pixels.
 * <p>
 * Safe for use by several threads. {@link #close()} gives the native memory back and may be called
 * twice; a closed network refuses all else with an {@link IllegalStateException}.
 * </p>
 */
public interface Network extends AutoCloseable {

	ModelDescriptor descriptor();

	/**
	 * Whether images of this size can be given when these layers are wanted.
	 *
	 * @throws IllegalArgumentException if there is no such layer
	 */
	default boolean takes(final int height, final int width, final Collection<String> layers) {
		return descriptor().preprocessing().size().takes(height, width);
	}

	/**
	 * The value of an objective and its gradient with respect to the pixels, in one run.
	 *
	 * @param images {@code [n, h, w, c]} of 1 or 3 channels; each image has its own value and gradient
	 * @throws IllegalArgumentException if the objective names a layer, channel or class that the
	 *           network has not, with the ones that it has
	 * @throws EngineException if the images are too small, an operation has no gradient, or no
	 *           ReLU is there for {@code rule} to override
	 */
	Evaluation evaluate(Pixels images, Objective objective, Backpropagation rule);

	/** {@link #evaluate(Pixels, Objective, Backpropagation)} by the plain derivative. */
	default Evaluation evaluate(final Pixels images, final Objective objective) {
		return evaluate(images, objective, Backpropagation.PLAIN);
	}

	/**
	 * {@link #evaluate(Pixels, Objective)}, and the class scores of the same images: where a network can, in
	 * the same run.
	 */
	default ScoredEvaluation evaluateWithScores(final Pixels images, final Objective objective) {
		final Evaluation evaluation = evaluate(images, objective);
		return new ScoredEvaluation(evaluation.values(), evaluation.gradient(),
			activation(images, Expression.LOGITS));
	}

	/**
	 * The value of an objective on pictures as they are painted by their parameters, and its gradient
	 * with respect to these, in one run.
	 *
	 * @param image the objective's image is what the network sees, through the warp
	 * @return values, one for each picture, and the gradient in the shape of the parameters
	 * @throws IllegalArgumentException as {@link #evaluate(Pixels, Objective, Backpropagation)}
	 * @throws EngineException as there, or if this network's engine does not paint
	 */
	default Evaluation evaluate(final ParameterizedImage image, final Objective objective,
		final Backpropagation rule) {
		throw doesNotPaint();
	}

	/**
	 * The pictures that parameters paint, unwarped.
	 *
	 * @return {@code [n, h, w, c]} in 0..255
	 * @throws EngineException if this network's engine does not paint
	 */
	default Pixels paint(final Parameterization how, final Tensor parameters) {
		throw doesNotPaint();
	}

	private EngineException doesNotPaint() {
		return new EngineException("The engine of " + descriptor().name() + " paints no pictures; " +
			"take a network that is a graph.");
	}

	/**
	 * The value of an objective for each image, without the way back.
	 *
	 * @throws IllegalArgumentException as {@link #evaluate(Pixels, Objective, Backpropagation)}
	 * @throws EngineException if the images are too small
	 */
	default float[] values(final Pixels images, final Objective objective) {
		return evaluate(images, objective).values();
	}

	/**
	 * The value of an objective, the activations of a layer, and the gradient with respect to these, in
	 * one run.
	 *
	 * @throws IllegalArgumentException as {@link #evaluate(Pixels, Objective, Backpropagation)}, or if
	 *           there is no such layer
	 * @throws EngineException if the images are too small, an operation has no gradient, or the
	 *           objective does not depend on the layer
	 */
	LayerEvaluation evaluateAt(String layer, Pixels images, Objective objective);

	/**
	 * Where the value of an objective came from, by layer-wise relevance propagation.
	 *
	 * @param image one, {@code [1, h, w, c]} of 1 or 3 channels
	 * @param objective a weighted sum of one layer's activations, for example a logit
	 * @throws IllegalArgumentException as {@link #evaluate(Pixels, Objective, Backpropagation)}, or if
	 *           there are several images
	 * @throws EngineException if the image is too small, the objective is of another kind, or an
	 *           operation between it and the image has no rule, by its name
	 */
	Relevance relevance(Pixels image, Objective objective, RelevanceRules rules);

	/**
	 * The activations of layers, {@code [n, h, w, c]} or {@code [n, c]}, by the names given.
	 *
	 * @throws IllegalArgumentException if there is no such layer, with the ones that there are
	 * @throws EngineException if the images are too small
	 */
	Map<String, Tensor> activations(Pixels images, List<String> layers);

	/** The activations of one layer. */
	default Tensor activation(final Pixels images, final String layer) {
		return activations(images, List.of(layer)).get(layer);
	}

	/**
	 * The layers that have weights, in the order in which a cascade re-initializes them: from the output to
	 * the input. The first is named after the class scores where these have weights beyond the last
	 * layer's.
	 */
	default List<String> weightedLayers() {
		return List.of();
	}

	/**
	 * A network of its own, the same but for the weights of some layers, which are re-initialized. The
	 * caller closes it; this one stays as it is. A layer's draws do not depend on which others are
	 * named.
	 *
	 * @param layers of {@link #weightedLayers()}
	 * @param seed of the draws
	 * @throws IllegalArgumentException if one of them is no such layer, with those that there are
	 * @throws EngineException if this network's weights cannot be drawn
	 */
	default Network randomized(final Collection<String> layers, final long seed) {
		throw new EngineException("The weights of " + descriptor().name() +
			" cannot be re-initialized; take a network that is a graph with weights.");
	}

	/**
	 * The layers that have kernels, from the input to the output: those that {@link #kernel(String)}
	 * takes. A layer of several convolutions gives those of its last; the others go by the names of
	 * their operations.
	 */
	default List<String> kernelLayers() {
		return List.of();
	}

	/**
	 * The kernels of a convolution.
	 *
	 * @param layer of {@link #kernelLayers()}
	 * @throws IllegalArgumentException if it is none of them, with those that there are
	 */
	default Kernel kernel(final String layer) {
		throw new IllegalArgumentException(
			"There is no convolution in " + descriptor().name() + ", so there are no kernels to see.");
	}

	@Override
	void close();
}
