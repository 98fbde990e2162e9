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

import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.OtherInput;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * An open network: images in, values and gradients out. The network's preprocessing is inside, so
 * images are given as the user has them, and gradients are with respect to these very pixels.
 * <p>
 * {@link #answer(Query)} is the one way to ask; the other methods say the usual queries in short. Safe
 * for use by several threads. {@link #close()} gives the native memory back and may be called twice; a
 * closed network refuses all else with an {@link IllegalStateException}.
 * </p>
 */
public interface Network extends AutoCloseable {

	ModelDescriptor descriptor();

	/** What it runs on. */
	default Device device() {
		return Device.CPU;
	}

	/**
	 * Whether images of this size can be given when these layers are wanted.
	 *
	 * @param sides height and width, of volumes the depth before them
	 * @throws IllegalArgumentException if there is no such layer
	 */
	default boolean takes(final int[] sides, final Collection<String> layers) {
		return descriptor().preprocessing().size().takes(sides);
	}

	/** The same of pictures. */
	default boolean takes(final int height, final int width, final Collection<String> layers) {
		return takes(new int[] { height, width }, layers);
	}

	/**
	 * The size at which these layers see images of this size: their own, or a larger one where the network
	 * does not take it. Then images go on past their right and lower borders, and volumes past their last
	 * plane, by reflection, so that their pixels stay where they are.
	 *
	 * @param sides height and width, of volumes the depth before them; likewise what is returned
	 * @throws IllegalArgumentException if there is no such layer
	 */
	default Shape seen(final int[] sides, final Collection<String> layers) {
		return Shape.of(sides);
	}

	/** The same of pictures. */
	default Shape seen(final int height, final int width, final Collection<String> layers) {
		return seen(new int[] { height, width }, layers);
	}

	/**
	 * The layers that one of these depends on, from the input on.
	 *
	 * @throws IllegalArgumentException if there is no such layer
	 */
	default List<Layer> layersBefore(final Collection<String> layers) {
		return descriptor().layers().stream().filter(layer -> !layers.contains(layer.name())).toList();
	}

	/**
	 * All that a query asks for, in one run.
	 *
	 * @throws IllegalArgumentException if the query names a layer, channel or class that the network has
	 *           not, with the ones that it has, or asks for the relevance of several images
	 * @throws EngineException if the images are too small, an operation has no gradient or no rule of
	 *           relevance, by its name, the objective does not depend on that by which it is derived, or
	 *           no ReLU is there for the query's rule to override
	 */
	Answer answer(Query query);

	/**
	 * The same network, which is given values for inputs that it takes besides the images; those given
	 * before stay where no other is given. Closing either closes both.
	 *
	 * @param values by the names of {@link ModelDescriptor#ends()}, as
	 *          {@link org.gradiscope.model.OtherInput#value} makes them
	 * @throws IllegalArgumentException if it takes no such input, with those that it takes
	 */
	default Network given(final Map<String, Tensor> values) {
		final List<String> known = descriptor().ends().inputs().stream().map(OtherInput::name).toList();
		values.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
			throw new IllegalArgumentException("The network " + descriptor().name() +
				" takes no input '" + name + "' besides the image; it takes " +
				(known.isEmpty() ? "nothing else" : String.join(", ", known)) + ".");
		});
		return values.isEmpty() ? this : new GivenInputs(this, values);
	}

	/** What is known of the weights: nothing, unless the network is a graph. */
	default Weights weights() {
		return () -> descriptor().name();
	}

	/** The value of an objective and its gradient with respect to the pixels. */
	default Evaluation evaluate(final Pixels images, final Objective objective,
		final Backpropagation rule) {
		return answer(Query.of(images).objective(objective).rule(rule).withValues().withGradient())
			.evaluation();
	}

	/** {@link #evaluate(Pixels, Objective, Backpropagation)} by the plain derivative. */
	default Evaluation evaluate(final Pixels images, final Objective objective) {
		return evaluate(images, objective, Backpropagation.PLAIN);
	}

	/**
	 * The value of an objective on pictures as they are painted by their parameters, and its gradient
	 * with respect to these.
	 *
	 * @param image the objective's image is what the network sees, through the warp
	 */
	default Evaluation evaluate(final ParameterizedImage image, final Objective objective,
		final Backpropagation rule) {
		return answer(Query.of(image).objective(objective).rule(rule).withValues().withGradient())
			.evaluation();
	}

	/** The pictures that parameters paint, unwarped, {@code [n, h, w, c]} in 0..255. */
	default Pixels paint(final Parameterization how, final Tensor parameters) {
		return answer(Query.of(new ParameterizedImage(how, parameters)).withPictures()).pictures();
	}

	/** The value of an objective for each image, without the way back. */
	default float[] values(final Pixels images, final Objective objective) {
		return answer(Query.of(images).objective(objective).withValues()).values();
	}

	/**
	 * Where the value of an objective came from, by layer-wise relevance propagation.
	 *
	 * @param image one, {@code [1, h, w, c]} or {@code [1, d, h, w, c]}
	 * @param objective a weighted sum of one layer's activations, for example a logit
	 */
	default Relevance relevance(final Pixels image, final Objective objective,
		final RelevanceRules rules) {
		return answer(Query.of(image).objective(objective).withRelevance(rules)).relevance();
	}

	/** The activations of layers, {@code [n, h, w, c]} or {@code [n, c]}, by the names given. */
	default Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
		return answer(Query.of(images).withActivation(layers.toArray(String[]::new))).activations();
	}

	/** The activations of one layer. */
	default Tensor activation(final Pixels images, final String layer) {
		return answer(Query.of(images).withActivation(layer)).activation(layer);
	}

	@Override
	void close();
}
