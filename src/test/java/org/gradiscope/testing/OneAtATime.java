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
package org.gradiscope.testing;

import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Evaluation;
import org.gradiscope.engine.LayerEvaluation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Relevance;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Gives a network the images of a batch one after the other. Closing it is its owner's. */
public record OneAtATime(Network network) implements Network {

	@Override
	public ModelDescriptor descriptor() {
		return network.descriptor();
	}

	@Override
	public Evaluation evaluate(final Pixels images, final Objective objective,
		final Backpropagation rule) {
		final float[] values = new float[images.count()];
		final Tensor gradient = Tensor.zeros(images.shape());
		for (int i = 0; i < values.length; i++) {
			final Evaluation one = network.evaluate(images.item(i), objective, rule);
			values[i] = one.value();
			System.arraycopy(one.gradient().data(), 0, gradient.data(), i * one.gradient().size(),
				one.gradient().size());
		}
		return new Evaluation(values, gradient);
	}

	@Override
	public float[] values(final Pixels images, final Objective objective) {
		final float[] values = new float[images.count()];
		for (int i = 0; i < values.length; i++)
			values[i] = network.values(images.item(i), objective)[0];
		return values;
	}

	/** Of one image, as the methods ask. */
	@Override
	public LayerEvaluation evaluateAt(final String layer, final Pixels images,
		final Objective objective) {
		return network.evaluateAt(layer, images, objective);
	}

	@Override
	public Relevance relevance(final Pixels image, final Objective objective,
		final RelevanceRules rules) {
		return network.relevance(image, objective, rules);
	}

	@Override
	public Map<String, Tensor> activations(final Pixels images, final List<String> layers) {
		return network.activations(images, layers);
	}

	@Override
	public void close() {}
}
