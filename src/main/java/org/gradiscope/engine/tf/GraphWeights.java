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

import java.util.Collection;
import java.util.List;

import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.engine.Weights;
import org.gradiscope.engine.tf.inspect.TrainableWeights;
import org.gradiscope.engine.tf.inspect.TrainingMoments;
import org.gradiscope.engine.tf.inspect.WeightsByLayer;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Preprocessing;

/** The constants of a graph. */
record GraphWeights(ModelDescriptor descriptor, FrozenGraph graph, boolean batched)
	implements Weights {

	@Override
	public String network() {
		return descriptor.name();
	}

	@Override
	public List<String> layers() {
		return List.copyOf(WeightsByLayer.of(graph.definition(), descriptor).keySet());
	}

	@Override
	public Network randomized(final Collection<String> layers, final long seed) {
		return new TensorFlowNetwork(descriptor,
			ReinitializedWeights.drawn(graph, descriptor, layers, seed), batched);
	}

	@Override
	public Network preparedBy(final Preprocessing preprocessing) {
		return new TensorFlowNetwork(descriptor.with(preprocessing), graph, batched, false);
	}

	@Override
	public List<String> trainableLayers() {
		return List.copyOf(TrainableWeights.of(graph.definition(), descriptor).keySet());
	}

	@Override
	public List<String> fixedLayers() {
		return TrainableWeights.fixed(graph.definition(), descriptor);
	}

	@Override
	public TrainableNetwork trainable(final Collection<String> layers) {
		return TrainedNetwork.of(graph, descriptor, layers, batched);
	}

	@Override
	public NewHead withNewHead(final Labels labels, final String layer, final String name) {
		return HeadReplacement.of(graph, descriptor, labels, layer, name);
	}

	@Override
	public Model denoised(final DenoiserArchitecture architecture, final String name,
		final long seed) {
		return DenoisedNetwork.of(graph, descriptor, architecture, name, seed);
	}

	@Override
	public List<NormalizedLayer> normalizedLayers() {
		return TrainingMoments.of(graph.definition(), descriptor);
	}

	@Override
	public List<String> kernelLayers() {
		return KernelReader.names(graph.definition(), descriptor);
	}

	@Override
	public Kernel kernel(final String layer) {
		return KernelReader.of(graph, descriptor, layer);
	}
}
