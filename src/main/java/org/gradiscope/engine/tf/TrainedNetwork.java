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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.ForwardingNetwork;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.inspect.TrainableWeights;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.tensor.Tensor;

/**
 * A network whose weights of some layers are variables of all its programs. They share one native tensor
 * for each, into which new values are written, so no program has to be made anew, and none has a copy.
 */
final class TrainedNetwork implements TrainableNetwork, ForwardingNetwork {

	private final FrozenGraph graph;
	private final List<String> names;
	private final Network network;

	/** @param graph of constants; closed with this */
	private TrainedNetwork(final ModelDescriptor descriptor, final FrozenGraph graph,
		final List<String> names, final boolean batched) {
		this.graph = graph;
		this.names = names;
		network = new TensorFlowNetwork(descriptor, graph, batched);
	}

	/**
	 * @param layers whose weights can be changed
	 * @param batched whether the graph takes several images at once
	 * @throws IllegalArgumentException if one of them has no such weights, with those that have
	 * @throws EngineException if its description could not be written
	 */
	static TrainedNetwork of(final FrozenGraph graph, final ModelDescriptor descriptor,
		final Collection<String> layers, final boolean batched) {
		requireNoSteps(descriptor);
		final Map<String, List<String>> trainable = TrainableWeights.of(graph.definition(), descriptor);
		final List<String> names = new ArrayList<>();
		for (final String layer : layers) {
			if (!trainable.containsKey(layer)) throw new IllegalArgumentException(
				"There are no weights to be trained in '" + layer + "' of " + descriptor.name() +
					"; the layers that have some are " + String.join(", ", trainable.keySet()) + ".");
			names.addAll(trainable.get(layer));
		}
		return new TrainedNetwork(descriptor, graph.detached(new HashSet<>(names)), names, batched);
	}

	/** @throws EngineException if the network's description could not be written */
	static void requireNoSteps(final ModelDescriptor descriptor) {
		if (descriptor.preprocessing().steps().isPresent()) throw new EngineException("The network " +
			descriptor.name() +
			" takes images through steps of its rdf.yaml, which gradiscope.yaml cannot " +
			"state, so it could not be written once it is trained; export it with the steps in its graph.");
	}

	@Override
	public Network network() {
		return network;
	}

	@Override
	public Answer answer(final Query query) {
		return network.answer(query);
	}

	@Override
	public Map<String, Tensor> values() {
		final Map<String, Tensor> values = new LinkedHashMap<>();
		for (final String name : names)
			values.put(name, graph.weights().values(name));
		return values;
	}

	@Override
	public void assign(final Map<String, Tensor> values) {
		final Set<String> unknown = new HashSet<>(values.keySet());
		names.forEach(unknown::remove);
		if (!unknown.isEmpty()) throw new IllegalArgumentException(
			"There are no weights " + unknown + " that can be changed; there are " + names + ".");
		values.forEach(graph.weights()::write);
	}

	@Override
	public Model model(final String name) {
		return new Model(descriptor().description(name),
			new ModelSource.Graph(GraphDefs.bytes(graph.attached()))).verified();
	}
}
