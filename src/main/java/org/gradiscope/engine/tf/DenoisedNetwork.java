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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A network and a denoiser in front of it, as one graph: what took the input takes what the denoiser gives. */
final class DenoisedNetwork {

	private DenoisedNetwork() {}

	/**
	 * @param seed of the denoiser's first weights
	 * @throws EngineException if images do not come to the network as a denoiser could take them
	 */
	static Model of(final FrozenGraph graph, final ModelDescriptor network,
		final DenoiserArchitecture architecture, final String name, final long seed) {
		check(graph, network);
		final DenoiserGraph.Built denoiser =
			DenoiserGraph.of(architecture, network.input(), network.preprocessing(), seed);
		if (!Collections.disjoint(denoiser.layers().keySet(), network.layerNames()) || graph
			.definition().getNodeList().stream().anyMatch(node -> DenoiserGraph.isOwn(node.getName())))
			throw refusal(network, "it has one already");
		return new Model(description(network, name, denoiser.layers()),
			new ModelSource.Graph(GraphDefs.bytes(joined(graph.attached(), network.input(), denoiser))))
			.verified();
	}

	private static void check(final FrozenGraph graph, final ModelDescriptor network) {
		if (network.preprocessing().steps().isPresent()) throw refusal(network,
			"it takes images through steps of its rdf.yaml, which gradiscope.yaml cannot state");
		if (network.preprocessing().size().isVolume()) throw refusal(network, "it takes volumes");
		if (network.preprocessing().size().series() || graph.isBySize())
			throw refusal(network, "it goes along a series in loops");
		if (!network.ends().inputs().isEmpty())
			throw refusal(network, "it takes other inputs besides the image");
	}

	private static EngineException refusal(final ModelDescriptor network, final String reason) {
		return new EngineException("No denoiser can be put in front of " + network.name() + ", since " +
			reason + "; take a network of pictures and nothing else.");
	}

	/** The denoiser's operations first, then the network's, which have their names. */
	private static GraphDef joined(final GraphDef network, final String input,
		final DenoiserGraph.Built denoiser) {
		final GraphDef.Builder joined = GraphDef.newBuilder().setVersions(network.getVersions());
		for (final NodeDef node : network.getNodeList())
			if (node.getName().equals(input)) joined.addNode(node);
		for (final NodeDef node : denoiser.nodes().getNodeList())
			if (!node.getName().equals(input)) joined.addNode(node);
		for (final NodeDef node : network.getNodeList())
			if (!node.getName().equals(input)) joined.addNode(fed(node, input, denoiser.output()));
		return joined.build();
	}

	private static NodeDef fed(final NodeDef node, final String input, final String denoised) {
		if (node.getInputList().stream().noneMatch(edge -> Edge.operation(edge).equals(input)))
			return node;
		final NodeDef.Builder fed = node.toBuilder().clearInput();
		for (final String edge : node.getInputList())
			fed.addInput(!Edge.operation(edge).equals(input) ? edge
				: Edge.isControl(edge) ? "^" + denoised : denoised);
		return fed.build();
	}

	/**
	 * All layers by name, and all of the preprocessing: what was inferred from the network's first
	 * operations would be inferred from the denoiser's. A note says of it that it was.
	 */
	private static Description description(final ModelDescriptor network, final String name,
		final Map<String, String> denoiser) {
		final Map<String, String> layers = new LinkedHashMap<>(denoiser);
		network.layers().forEach(layer -> layers.put(layer.name(), layer.tensor()));
		final String source = "the network " + network.name();
		final Map<String, Object> notes = new LinkedHashMap<>(network.notes());
		network.doubts().rangeNote()
			.ifPresent(note -> notes.put(ModelDescriptor.ASSUMED, "value range, " + note));
		return network.description(name).with(network.preprocessing(), source)
			.with(Fact.LAYERS, layers, source).with(Fact.NOTES, notes, source);
	}
}
