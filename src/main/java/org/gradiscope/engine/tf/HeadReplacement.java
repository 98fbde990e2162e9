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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.inspect.ScoreFeatures;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.Probabilities;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph cut at its features, with a dense layer to other classes in place of what came then:
 *
 * <pre>
 * features -> mean over positions -> MatMul(kernel) -> BiasAdd(bias) -> logits
 * </pre>
 */
final class HeadReplacement {

	/** Of what the description says. */
	private static final String SOURCE = "what the new last layer was put on";
	private static final AttrValue NO = Attributes.of(false);

	private final ModelDescriptor network;
	private final GraphDef whole;
	private final Labels labels;
	private final String scope;

	private HeadReplacement(final ModelDescriptor network, final GraphDef whole,
		final Labels labels) {
		this.network = network;
		this.whole = whole;
		this.labels = labels;
		scope = free(whole);
	}

	/**
	 * @param layer whose features are taken, as the user names it; auto: those of the last product
	 * @throws IllegalArgumentException if there is no such layer, or there are not two classes
	 * @throws EngineException if the features cannot be told, or the network could not be written
	 */
	static NewHead of(final FrozenGraph graph, final ModelDescriptor network, final Labels labels,
		final String layer, final String name) {
		if (labels.count() < 2) throw new IllegalArgumentException(
			"A new last layer tells two classes or more apart, but " + labels.names() + " was given.");
		TrainedNetwork.requireNoSteps(network);
		if (graph.isBySize()) throw new EngineException("The network " + network.name() +
			" has loops whose length follows from the image, so no new last layer can be put on it; take a " +
			"network without loops.");
		final GraphDef definition = graph.definition();
		final ScoreFeatures features = layer.isBlank() || layer.equalsIgnoreCase("auto")
			? ScoreFeatures.last(definition, network,
				edge -> graph.computed(List.of(edge)).get(edge).shape().toArray())
			: ScoreFeatures.of(definition, network, network.layer(layer.trim()));
		return new HeadReplacement(network, graph.attached(), labels).with(features, name);
	}

	/** A name that no other operation begins with. */
	private static String free(final GraphDef graph) {
		final Set<String> scopes = graph.getNodeList().stream()
			.map(node -> node.getName().split("/")[0]).collect(Collectors.toSet());
		String free = "head";
		for (int number = 2; scopes.contains(free); number++)
			free = "head_" + number;
		return free;
	}

	private NewHead with(final ScoreFeatures features, final String name) {
		final GraphDef.Builder all = whole.toBuilder();
		nodes(features).forEach(all::addNode);
		final GraphDef pruned = GraphDefs.pruned(all.build(), node -> node, List.of(logits()));
		final Network opened = ModelLoader
			.open(new Model(description(pruned, name), new ModelSource.Graph(GraphDefs.bytes(pruned)))
				.verified());
		return new NewHead(opened, opened.weights().trainableLayers().get(0), scope + "/features",
			features.source());
	}

	private String logits() {
		return scope + "/BiasAdd";
	}

	private List<NodeDef> nodes(final ScoreFeatures features) {
		final List<NodeDef> nodes = new ArrayList<>();
		final String name = scope + "/features";
		if (features.positions().isEmpty())
			nodes.add(NodeDefs.identity(name, features.edge(), Attributes.FLOAT));
		else {
			nodes.add(Constants.list(name + "/positions", DataType.DT_INT32,
				features.positions().stream().mapToLong(Integer::longValue).toArray()));
			nodes.add(NodeDefs.node(name, Op.Mean, features.edge(), name + "/positions")
				.putAttr("T", Attributes.FLOAT).putAttr("Tidx", Attributes.of(DataType.DT_INT32))
				.putAttr("keep_dims", NO).build());
		}
		nodes.add(zeros(scope + "/kernel", features.count(), labels.count()));
		nodes.add(NodeDefs.node(scope + "/MatMul", Op.MatMul, name, scope + "/kernel")
			.putAttr("T", Attributes.FLOAT).putAttr("transpose_a", NO).putAttr("transpose_b", NO)
			.build());
		nodes.add(zeros(scope + "/bias", labels.count()));
		nodes.add(NodeDefs.node(logits(), Op.BiasAdd, scope + "/MatMul", scope + "/bias")
			.putAttr("T", Attributes.FLOAT).build());
		return nodes;
	}

	private static NodeDef zeros(final String name, final long... shape) {
		final List<Long> axes = Arrays.stream(shape).boxed().toList();
		final long size = axes.stream().reduce(1L, Math::multiplyExact);
		return Constants.node(name, DataType.DT_FLOAT, axes,
			TensorProtos.content(new float[Math.toIntExact(size)]));
	}

	/**
	 * The preprocessing is stated as it is, even where it was guessed: the new layer is trained with that, and
	 * with fewer classes a guess might be another.
	 */
	private Description description(final GraphDef graph, final String name) {
		final Description known = network.description(name).with(network.preprocessing(), SOURCE)
			.with(Fact.OUTPUT, logits(), SOURCE).with(Fact.LOGITS, logits(), SOURCE)
			.with(Fact.PROBABILITIES, Probabilities.SOFTMAX, SOURCE).with(Fact.LABELS, labels, SOURCE)
			.without(Fact.LAYERS, Fact.AUTO);
		final Map<String, String> layers =
			new LinkedHashMap<>(network.description(name).get(Fact.LAYERS).orElse(Map.of()));
		if (layers.isEmpty()) return known;
		final Set<String> left =
			graph.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
		layers.values().retainAll(left);
		layers.put(scope, logits());
		final Map<String, String> auto = new LinkedHashMap<>(network.auto());
		auto.values().retainAll(layers.keySet());
		final Description named = known.with(Fact.LAYERS, layers, SOURCE);
		return auto.isEmpty() ? named : named.with(Fact.AUTO, auto, SOURCE);
	}
}
