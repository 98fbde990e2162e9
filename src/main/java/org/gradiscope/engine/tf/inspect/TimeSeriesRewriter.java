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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Writes the graph of a time series as one of images. Nothing is computed otherwise: axes of length 1
 * come and go, and two are swapped. What a layer gives at last becomes {@code [n, 1, time, channels]}
 * on the way to the next, so that gradients with respect to it go through.
 */
final class TimeSeriesRewriter {

	private final GraphDef.Builder graph = GraphDef.newBuilder();
	/** What takes the place of an operation where others take from it. */
	private final Map<String, String> replaced = new HashMap<>();
	private final AttrValue type;

	private TimeSeriesRewriter(final NodeDef input) {
		type = Attributes.of(Attributes.type(input));
	}

	static TimeSeriesNetwork of(final FrozenModel frozen, final Description known,
		final NodeDef input, final boolean timeFirst) {
		final GraphDef taken =
			new TimeSeriesRewriter(input).withInput(frozen.graph(), known, input, timeFirst);
		final Map<String, String> planes = planes(taken, known, Attributes.type(input));
		final GraphDef whole = new TimeSeriesRewriter(input).withPlanes(taken, planes, 1);
		final FrozenModel images = frozen.with(whole);
		return new TimeSeriesNetwork(images, renamed(known, planes));
	}

	/** Scores for each time point are a picture of one row. */
	static TimeSeriesNetwork withRows(final FrozenModel frozen, final Description ends) {
		final SymbolicShapes forms = forms(frozen, ends);
		return withEnds(frozen, ends, 1,
			end -> isSeries(forms.get(end)) || forms.get(end).isNone() && isSaid(frozen, end, ends));
	}

	/** Pictures as high and wide as the images get an axis for channels, if they have none. */
	static TimeSeriesNetwork withChannels(final FrozenModel frozen, final Description ends) {
		final SymbolicShapes forms = forms(frozen, ends);
		final SymbolicShape image = ImageShapes.form(ends);
		final int first = ImageShapes.isChannelsFirst(ends) ? 2 : 1;
		final Set<String> channelsFirst = ChannelLayout.channelsFirst(frozen.graph(),
			ends.get(Fact.INPUT).orElseThrow(), ends.get(Fact.AXES).orElse(ImageShapes.CHANNELS_LAST));
		final int place = channelsFirst.contains(ends.get(Fact.LOGITS).orElseThrow()) ? 1 : 3;
		return withEnds(frozen, ends, place, end -> {
			final SymbolicShape form = forms.get(end);
			return image.rank() == 4 && form.isBatch() && form.rank() == 3 &&
				!form.axis(1).equals(SymbolicDimension.ONE) && form.axis(1).equals(image.axis(first)) &&
				form.axis(2).equals(image.axis(first + 1));
		});
	}

	private static SymbolicShapes forms(final FrozenModel frozen, final Description ends) {
		return SymbolicShapes.of(GraphTopology.of(frozen.graph()), ends.get(Fact.INPUT).orElseThrow(),
			ImageShapes.form(ends));
	}

	private static TimeSeriesNetwork withEnds(final FrozenModel frozen, final Description ends,
		final int axis, final Predicate<String> lacks) {
		final Map<String, String> planes = new LinkedHashMap<>();
		Description renamed = ends;
		for (final Fact<String> fact : List.of(Fact.OUTPUT, Fact.LOGITS)) {
			final String end = ends.get(fact).orElseThrow();
			if (!lacks.test(end)) continue;
			planes.put(end, end + "_gradiscope_row");
			renamed = renamed.with(fact, planes.get(end), GraphEndpoints.source(ends, fact));
		}
		if (planes.isEmpty()) return new TimeSeriesNetwork(frozen, ends);
		final String input = ends.get(Fact.INPUT).orElseThrow();
		final NodeDef node = frozen.graph().getNodeList().stream()
			.filter(each -> each.getName().equals(input)).findFirst().orElseThrow();
		return new TimeSeriesNetwork(
			frozen.with(new TimeSeriesRewriter(node).withPlanes(frozen.graph(), planes, axis)), renamed);
	}

	/** The same of images without an axis for channels. */
	static FrozenModel ofImages(final FrozenModel frozen, final Description known,
		final NodeDef input) {
		return frozen
			.with(new TimeSeriesRewriter(input).withInput(frozen.graph(), known, input, false));
	}

	/**
	 * The same of images as lists of their pixels.
	 *
	 * @param length of the lists
	 */
	static FrozenModel ofLists(final FrozenModel frozen, final Description known, final NodeDef input,
		final long length) {
		final TimeSeriesRewriter lists = new TimeSeriesRewriter(input);
		final String list = input.getName() + "/gradiscope_list";
		lists.replaced.put(input.getName(), list);
		for (final NodeDef node : frozen.graph().getNodeList())
			if (!node.getName().equals(input.getName())) lists.graph.addNode(lists.rewired(node));
		final NodeDef shape = Constants.list(list + "_shape", DataType.DT_INT32, -1, length);
		lists.graph
			.addNode(
				DynamicShapeGraph.placeholder(input, Placeholders.shape(input).orElseThrow().get(0), known))
			.addNode(shape).addNode(lists.operation(list, Op.Reshape, input.getName())
				.addInput(shape.getName()).putAttr("Tshape", shape.getAttrOrThrow("dtype")));
		return frozen.with(lists.graph.setVersions(frozen.graph().getVersions()).build());
	}

	/** The input takes images; the rest takes the series that they are. */
	private GraphDef withInput(final GraphDef plain, final Description known, final NodeDef input,
		final boolean timeFirst) {
		final String name = input.getName();
		final String series = name + "/gradiscope_series";
		final String rows = timeFirst ? name + "/gradiscope_rows" : series;
		replaced.put(name, series);
		for (final NodeDef node : plain.getNodeList())
			if (!node.getName().equals(name)) graph.addNode(rewired(node));
		graph
			.addNode(
				DynamicShapeGraph.placeholder(input, Placeholders.shape(input).orElseThrow().get(0), known))
			.addNode(squeeze(rows, name, 3));
		if (timeFirst) {
			final NodeDef order = Constants.list(series + "_order", DataType.DT_INT32, 0, 2, 1);
			graph.addNode(order).addNode(operation(series, Op.Transpose, rows).addInput(order.getName())
				.putAttr("Tperm", order.getAttrOrThrow("dtype")));
		}
		return graph.setVersions(plain.getVersions()).build();
	}

	/** The plane of each operation that is the last of a layer, by its name. */
	private static Map<String, String> planes(final GraphDef graph, final Description known,
		final DataType type) {
		final GraphTopology topology = GraphTopology.of(graph);
		final String input = known.get(Fact.INPUT).orElseThrow();
		final SymbolicShapes forms = SymbolicShapes.of(topology, input, ImageShapes.form(known));
		final boolean[] path = topology.dependents(topology.number(input), node -> true);
		final LayerScopes scopes = LayerScopes.of(topology.all()
			.filter(node -> path[topology.number(node.getName())]).map(NodeDef::getName).toList());
		final Set<String> stated = new HashSet<>(known.get(Fact.LAYERS).orElse(Map.of()).values());
		final Set<String> last = new HashSet<>(stated);
		for (int i = 0; i < topology.size(); i++)
			for (final int from : topology.inputs(i)) {
				final String name = topology.node(from).getName();
				if (!scopes.of(name).equals(scopes.of(topology.node(i).getName()))) last.add(name);
			}
		final Map<String, String> planes = new LinkedHashMap<>();
		for (int i = 0; i < topology.size(); i++) {
			final String name = topology.node(i).getName();
			if (path[i] && last.contains(name) && isSeries(forms.get(i)) &&
				!name.startsWith(input + "/") && OpDefs.type(topology.node(i)) == type)
				planes.put(name,
					name + (scopes.of(name).equals(name) ? "/gradiscope_plane" : "_gradiscope_plane"));
		}
		return planes;
	}

	/** Whether the signature says so of the output, whose shape that of its logits is too. */
	private static boolean isSaid(final FrozenModel frozen, final String end,
		final Description ends) {
		final boolean logits = ends.get(Fact.LOGITS).filter(end::equals).isPresent();
		final String output = logits ? ends.get(Fact.OUTPUT).orElseThrow() : end;
		return frozen.outputs().entrySet().stream().filter(entry -> entry.getValue().equals(output))
			.map(entry -> frozen.shapes().get(entry.getKey()))
			.anyMatch(said -> said != null && said.size() == 3 && said.get(0) <= 1 && said.get(2) > 0);
	}

	private static boolean isSeries(final SymbolicShape form) {
		return form.isBatch() && form.rank() == 3 && form.axis(2).isNumber();
	}

	/** @param place of the axis of length 1 that comes and goes */
	private GraphDef withPlanes(final GraphDef plain, final Map<String, String> planes,
		final int place) {
		planes.forEach((name, plane) -> replaced.put(name, plane + "_series"));
		for (final NodeDef node : plain.getNodeList()) {
			graph.addNode(rewired(node));
			final String plane = planes.get(node.getName());
			if (plane == null) continue;
			final NodeDef axis = Constants.scalar(plane + "_axis", DataType.DT_INT32, place);
			graph.addNode(axis)
				.addNode(operation(plane, Op.ExpandDims, node.getName()).addInput(axis.getName())
					.putAttr("Tdim", axis.getAttrOrThrow("dtype")))
				.addNode(squeeze(plane + "_series", plane, place));
		}
		return graph.setVersions(plain.getVersions()).build();
	}

	private NodeDef rewired(final NodeDef node) {
		final List<String> inputs = new ArrayList<>();
		for (final String edge : node.getInputList()) {
			final String other =
				Edge.isControl(edge) || Edge.port(edge) != 0 ? null : replaced.get(Edge.operation(edge));
			inputs.add(other == null ? edge : other);
		}
		return node.toBuilder().clearInput().addAllInput(inputs).build();
	}

	private NodeDef.Builder operation(final String name, final Op kind, final String from) {
		return NodeDefs.node(name, kind, from).putAttr("T", type);
	}

	private NodeDef squeeze(final String name, final String from, final int axis) {
		return operation(name, Op.Squeeze, from)
			.putAttr("squeeze_dims",
				AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addI(axis)).build())
			.build();
	}

	/** Layers that are stated are those planes. */
	private static Description renamed(final Description known, final Map<String, String> planes) {
		if (!known.has(Fact.LAYERS)) return known;
		final Map<String, String> layers = new LinkedHashMap<>();
		known.get(Fact.LAYERS).orElseThrow()
			.forEach((name, operation) -> layers.put(name, planes.getOrDefault(operation, operation)));
		return known.with(Fact.LAYERS, layers, GraphEndpoints.source(known, Fact.LAYERS));
	}
}
