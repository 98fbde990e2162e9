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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.LayerEvaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.ScoredEvaluation;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** A network whose graph takes one image at a time, given several. */
final class UnbatchedNetwork implements Network {

	private final Network network;

	UnbatchedNetwork(final Network network) {
		this.network = network;
	}

	@Override
	public ModelDescriptor descriptor() {
		return network.descriptor();
	}

	@Override
	public boolean takes(final int height, final int width, final Collection<String> layers) {
		return network.takes(height, width, layers);
	}

	@Override
	public Evaluation evaluate(final Pixels images, final Objective objective,
		final Backpropagation rule) {
		return joined(images.count(), i -> network.evaluate(images.item(i), objective.item(i), rule));
	}

	@Override
	public ScoredEvaluation evaluateWithScores(final Pixels images, final Objective objective) {
		final float[] values = new float[images.count()];
		final List<Tensor> gradients = new ArrayList<>();
		final List<Tensor> scores = new ArrayList<>();
		for (int i = 0; i < values.length; i++) {
			final ScoredEvaluation one = network.evaluateWithScores(images.item(i), objective.item(i));
			values[i] = one.values()[0];
			gradients.add(one.gradient());
			scores.add(one.scores());
		}
		return new ScoredEvaluation(values, joined(gradients), joined(scores));
	}

	@Override
	public Evaluation evaluate(final ParameterizedImage image, final Objective objective,
		final Backpropagation rule) {
		return joined(image.count(), i -> network.evaluate(image.item(i), objective.item(i), rule));
	}

	private static Evaluation joined(final int count, final IntFunction<Evaluation> single) {
		final float[] values = new float[count];
		final List<Tensor> gradients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			final Evaluation one = single.apply(i);
			values[i] = one.value();
			gradients.add(one.gradient());
		}
		return new Evaluation(values, joined(gradients));
	}

	@Override
	public Pixels paint(final Parameterization how, final Tensor parameters) {
		return network.paint(how, parameters);
	}

	@Override
	public float[] values(final Pixels images, final Objective objective) {
		final float[] values = new float[images.count()];
		for (int i = 0; i < values.length; i++)
			values[i] = network.values(images.item(i), objective.item(i))[0];
		return values;
	}

	@Override
	public LayerEvaluation evaluateAt(final String layer, final Pixels images,
		final Objective objective) {
		final float[] values = new float[images.count()];
		final List<Tensor> activations = new ArrayList<>();
		final List<Tensor> gradients = new ArrayList<>();
		for (int i = 0; i < values.length; i++) {
			final LayerEvaluation one = network.evaluateAt(layer, images.item(i), objective.item(i));
			values[i] = one.values()[0];
			activations.add(one.activations());
			gradients.add(one.gradient());
		}
		return new LayerEvaluation(values, joined(activations), joined(gradients));
	}

	@Override
	public Relevance relevance(final Pixels image, final Objective objective,
		final RelevanceRules rules) {
		return network.relevance(image, objective, rules);
	}

	@Override
	public Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
		final Map<String, List<Tensor>> parts = new LinkedHashMap<>();
		for (int i = 0; i < images.count(); i++)
			network.activations(images.item(i), layers).forEach((layer, activation) -> parts
				.computeIfAbsent(layer, name -> new ArrayList<>()).add(activation));
		final Map<String, Tensor> whole = new LinkedHashMap<>();
		parts.forEach((layer, activations) -> whole.put(layer, joined(activations)));
		return whole;
	}

	/** Along the first axis, of which each has one. */
	private static Tensor joined(final List<Tensor> parts) {
		final Tensor first = parts.get(0);
		if (first.shape().dimension(0) != 1)
			throw new EngineException("The network gives " + first.shape().dimension(0) +
				" results for one image of this size; give one of the network's own.");
		return Tensor.batch(parts);
	}

	@Override
	public List<String> weightedLayers() {
		return network.weightedLayers();
	}

	@Override
	public Network randomized(final Collection<String> layers, final long seed) {
		return new UnbatchedNetwork(network.randomized(layers, seed));
	}

	@Override
	public List<String> kernelLayers() {
		return network.kernelLayers();
	}

	@Override
	public Kernel kernel(final String layer) {
		return network.kernel(layer);
	}

	@Override
	public void close() {
		network.close();
	}
}
