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

package org.gradiscope.engine.tf.unroll;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.unroll.Value.Items;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * The operations on lists of tensors, in which loops collect their steps: {@code TensorList} of
 * TensorFlow 2, {@code TensorArray} of TensorFlow 1. A list becomes the edges of its items, what makes one
 * of a tensor an {@code Unpack}, and what makes a tensor of one a {@code Pack}.
 */
final class TensorLists {

	private final GraphWriter graph;
	private final NodeDef node;
	private final Pass pass;
	private final String name;

	private TensorLists(final GraphWriter graph, final NodeDef node, final Pass pass) {
		this.graph = graph;
		this.node = node;
		this.pass = pass;
		name = graph.name(node.getName(), pass);
	}

	/** Writes what an operation comes to, if it is one on lists. */
	static boolean write(final GraphWriter graph, final NodeDef node, final Pass pass) {
		if (!node.getOp().contains("TensorList") && !node.getOp().startsWith("TensorArray"))
			return false;
		new TensorLists(graph, node, pass).write();
		return true;
	}

	private void write() {
		switch (Op.of(node)) {
			case EmptyTensorList -> put(Items.of(0));
			case TensorListReserve -> put(Items.of(count(1)));
			case TensorListFromTensor -> put(new Items(unpacked(0, name)));
			case TensorListGetItem -> put(item(items(0), index(1)));
			case TensorListSetItem -> put(written(items(0), index(1), tensor(2)));
			case TensorListPushBack -> put(items(0).plus(List.of(tensor(1))));
			case TensorListPopBack -> popBack();
			case TensorListConcatLists -> put(items(0).plus(items(1).items()));
			case TensorListResize -> put(items(0).resized(count(1)));
			case TensorListLength -> length(items(0));
			case TensorListStack -> pack(items(0).items());
			case TensorListGather -> pack(picked(items(0), 1));
			case TensorListConcatV2 -> concatenate(items(0).items());
			case TensorArrayV3 -> array(Items.of(count(0)));
			case TensorArrayReadV3 -> put(item(items(2), index(1)));
			case TensorArrayWriteV3 -> put(written(items(3), index(1), tensor(2)));
			case TensorArrayScatterV3 -> put(scattered(items(3)));
			case TensorArrayGatherV3 -> pack(picked(items(2), 1));
			case TensorArraySizeV3 -> length(items(1));
			default -> throw fault("is not supported in a network that is run step by step");
		}
	}

	private RuntimeException fault(final String what) {
		return GraphErrors.of("The node '" + node.getName() + "', a " + node.getOp() + ", " + what +
			"; export the network with layers whose steps follow from the length of the series.");
	}

	private void put(final Value value) {
		pass.put(new Edge(node.getName(), 0), value);
	}

	/** An item that is wanted outside of loops keeps the name of its node. */
	private void put(final Edge item) {
		if (!pass.isOutermost()) put(new Value.Tensor(item));
		else {
			graph.add(NodeDefs.identity(name, item.toString(), type()));
			pass.put(node.getName(), name);
		}
	}

	/** Its flow is the list, and its handle, which does not change, is as long. */
	private void array(final Items items) {
		put(items);
		pass.put(new Edge(node.getName(), 1), items);
	}

	private void popBack() {
		final Items items = items(0);
		if (items.size() == 0) throw fault("takes from a list that is empty");
		put(items.resized(items.size() - 1));
		pass.put(new Edge(node.getName(), 1), new Value.Tensor(item(items, items.size() - 1)));
	}

	private Items items(final int input) {
		if (pass.get(Edge.input(node, input)) instanceof Items items) return items;
		throw fault("takes a list that is none");
	}

	private Edge tensor(final int input) {
		if (pass.get(Edge.input(node, input)) instanceof Value.Tensor tensor) return tensor.edge();
		throw fault("takes a list where a tensor is needed, a list of lists, which is not supported");
	}

	private long[] numbers(final int input) {
		return graph.numbers().list(tensor(input)).orElseThrow(() -> fault(
			"takes a place or a length that the data decide, not the length of the series alone"));
	}

	private int index(final int input) {
		final long[] numbers = numbers(input);
		if (numbers.length != 1)
			throw fault("takes " + numbers.length + " places, where one is needed");
		return (int) numbers[0];
	}

	private int count(final int input) {
		final int count = index(input);
		if (count < 0 || count > GraphWriter.MOST_PASSES) throw fault(
			"makes a list of " + count + " items, but at most " + GraphWriter.MOST_PASSES + " are taken");
		return count;
	}

	private Items written(final Items items, final int place, final Edge item) {
		final boolean grows = Attributes.flag(node, "resize_if_index_out_of_bounds", false) ||
			Op.of(node) == Op.TensorArrayWriteV3;
		final boolean longer = grows && place >= items.size() && place < GraphWriter.MOST_PASSES;
		final Items all = longer ? items.resized(place + 1) : items;
		if (place < 0 || place >= all.size()) throw fault(outside(place, all));
		return all.with(place, item);
	}

	private static String outside(final int place, final Items items) {
		return "takes item " + place + " of a list of " + items.size();
	}

	/** What was never written is zero, like any other item. */
	private Edge item(final Items items, final int place) {
		if (place < 0 || place >= items.size()) throw fault(outside(place, items));
		final Edge item = items.items().get(place);
		if (item != null) return item;
		final Optional<Edge> like = items.items().stream().filter(Objects::nonNull).findFirst();
		if (like.isEmpty()) throw fault("takes from a list in which nothing was written");
		final String zeros = graph.unique(name + "_zeros");
		graph
			.add(NodeDefs.node(zeros, Op.ZerosLike, like.get().toString()).putAttr("T", type()).build());
		return new Edge(zeros, 0);
	}

	/** Of what the list holds. */
	private AttrValue type() {
		return node.getAttrOrDefault("element_dtype",
			node.getAttrOrDefault("dtype", node.getAttrOrDefault("T", Attributes.FLOAT)));
	}

	private List<Edge> unpacked(final int input, final String unpack) {
		final Edge tensor = tensor(input);
		final long length = graph.numbers().length(tensor);
		if (length < 0 || length > GraphWriter.MOST_PASSES) throw fault(length < 0
			? "takes a tensor of a length that does not follow from the size of " +
				"the images, or is the number of images"
			: "takes a tensor of " + length + " steps, but at most " + GraphWriter.MOST_PASSES +
				" are taken");
		graph.add(NodeDefs.node(unpack, Op.Unpack, tensor.toString()).putAttr("T", type())
			.putAttr("num", Attributes.of(length)).putAttr("axis", Attributes.of(0)).build());
		final List<Edge> items = new ArrayList<>();
		for (int i = 0; i < length; i++)
			items.add(new Edge(unpack, i));
		return items;
	}

	private Items scattered(final Items items) {
		final long[] places = numbers(1);
		final List<Edge> values = unpacked(2, graph.unique(name + "_items"));
		if (places.length != values.size())
			throw fault("has " + places.length + " places for " + values.size() + " items");
		final int count = (int) Math.max(items.size(), Arrays.stream(places).max().orElse(-1) + 1);
		if (count > GraphWriter.MOST_PASSES) throw fault(outside(count, items));
		final List<Edge> all = new ArrayList<>(items.resized(count).items());
		for (int i = 0; i < places.length; i++) {
			if (places[i] < 0) throw fault(outside((int) places[i], items));
			all.set((int) places[i], values.get(i));
		}
		return new Items(all);
	}

	private List<Edge> picked(final Items items, final int input) {
		return Arrays.stream(numbers(input)).mapToObj(place -> item(items, (int) place)).toList();
	}

	private void length(final Items items) {
		graph.add(Constants.scalar(name, DataType.DT_INT32, items.size()));
		pass.put(node.getName(), name);
	}

	private void pack(final List<Edge> items) {
		final List<String> all = all(items);
		graph.add(NodeDefs.node(name, Op.Pack).addAllInput(all).putAttr("T", type())
			.putAttr("N", Attributes.of(all.size())).putAttr("axis", Attributes.of(0)).build());
		pass.put(node.getName(), name);
	}

	private void concatenate(final List<Edge> items) {
		final List<String> all = all(items);
		final NodeDef axis = Constants.scalar(graph.unique(name + "_axis"), DataType.DT_INT32, 0);
		graph.add(axis);
		graph.add(NodeDefs.node(name, Op.ConcatV2).addAllInput(all).addInput(axis.getName())
			.putAttr("T", type()).putAttr("N", Attributes.of(all.size()))
			.putAttr("Tidx", Attributes.of(DataType.DT_INT32)).build());
		pass.put(node.getName(), name);
	}

	private List<String> all(final List<Edge> items) {
		if (items.isEmpty()) throw fault("makes a tensor of a list that is empty");
		final Items list = new Items(items);
		final List<String> all = new ArrayList<>();
		for (int i = 0; i < items.size(); i++)
			all.add(item(list, i).toString());
		return all;
	}
}
