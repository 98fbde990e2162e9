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

package org.gradiscope.engine.tf.onnx;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * From a file of ONNX to a graph that TensorFlow runs, channels last. No node of the file is run; what does
 * not depend on the image is computed.
 */
public final class OnnxFreezer {

	private final OnnxModel model;
	private final GraphProto network;
	private final ConvertedGraph graph;
	private final OperationAdder adder;
	private final OnnxGraph values;

	OnnxFreezer(final OnnxModel model, final ConvertedGraph graph) {
		this.model = model;
		this.graph = graph;
		network = model.graph();
		adder = new OperationAdder(graph);
		values = new OnnxGraph(model, adder);
	}

	/**
	 * @param axes of the image as the file has them, such as {@code bcyx}; null where nothing says
	 * @throws org.gradiscope.engine.EngineException if it is no such file, is damaged, or cannot be computed
	 */
	public static FrozenModel of(final Path file, final String axes) {
		try (ConvertedGraph graph = new ConvertedGraph()) {
			return GraphErrors.guarded(() -> new OnnxFreezer(new OnnxModel(file), graph).frozen(axes),
				"The network in " + file.getFileName() + " cannot be rebuilt; export it again");
		}
	}

	private FrozenModel frozen(final String axes) {
		final Ends ends = converted(axes, Map.of());
		final Map<String, Operand<?>> inputs = new LinkedHashMap<>();
		ends.inputs().forEach((name, input) -> inputs.put(name, input.output(input.order())));
		final Map<String, Operand<?>> outputs = new LinkedHashMap<>();
		final Set<AxisOrder> images =
			ends.inputs().values().stream().map(OnnxValue::order).collect(Collectors.toSet());
		ends.outputs()
			.forEach((name, output) -> outputs.put(name, output.output(order(output, images))));
		return graph.frozen(inputs, outputs);
	}

	/** What goes into a network and what comes out, by name. */
	record Ends(Map<String, OnnxValue> inputs, Map<String, OnnxValue> outputs) {}

	/**
	 * Adds all that the outputs need.
	 *
	 * @param given inputs that are none, but numbers
	 */
	Ends converted(final String axes, final Map<String, OnnxConstant> given) {
		MissingOperators.requireNone(model);
		if (model.versions().areNewer()) graph.remark("The operators are of version " +
			model.versions().of("") + " of ONNX, newer than any that was tried.");
		values.putWeights(network);
		given.forEach((name, constant) -> values.put(name, OnnxValue.of(adder, constant)));
		final Map<String, OnnxValue> inputs = new LinkedHashMap<>();
		final Set<String> weights =
			network.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
		for (final ValueInfoProto input : network.getInputList())
			if (!weights.contains(input.getName()) && !given.containsKey(input.getName()))
				inputs.put(input.getName(), placeholder(input, axes));
		inputs.forEach(values::put);
		values.convert(network.getNodeList(), wanted());
		final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
		for (final String name : wanted())
			outputs.put(name, values.value(name, "The network"));
		return new Ends(inputs, outputs);
	}

	/** The weights that the graph does not hold yet, by the operations that stand for them; the caller closes them. */
	Map<String, Tensor> stands() {
		return adder.stands();
	}

	private List<String> wanted() {
		return network.getOutputList().stream().map(ValueInfoProto::getName).toList();
	}

	private OnnxValue placeholder(final ValueInfoProto input, final String axes) {
		final TypeProto.Tensor type = tensor(input);
		final List<Long> shape = type.getShape().getDimList().stream()
			.map(length -> length.hasDimValue() && length.getDimValue() > 0 ? length.getDimValue() : -1)
			.toList();
		ConvertedGraph.requireShape(input.getName(), shape);
		final DataType dtype = OnnxTensors.type(type.getElemType(), input.getName());
		if (OnnxTensors.isConverted(type.getElemType())) graph.remark("The input '" + input.getName() +
			"' and what is computed from it are float32 here, not as in the file.");
		final AxisOrder order = new ImageLayout(network).of(input.getName(), shape, axes);
		adder.enter(List.of(ModuleNames.valid(input.getName())));
		return OnnxValue.of(adder,
			adder.placeholder(dtype,
				Shape.of(order.ordered(shape).stream().mapToLong(Long::longValue).toArray())),
			order, type.getElemType());
	}

	private static TypeProto.Tensor tensor(final ValueInfoProto input) {
		if (!input.getType().hasTensorType() || !input.getType().getTensorType().hasShape())
			throw GraphErrors.of("The input '" + input.getName() +
				"' is no tensor whose number of axes is known; export the network again, with an input of " +
				"a known shape");
		return input.getType().getTensorType();
	}

	/** Pictures leave with channels last, as images come in; all else in the order of ONNX. */
	private static AxisOrder order(final OnnxValue output, final Set<AxisOrder> images) {
		final AxisOrder last = AxisOrder.channelsLast(output.rank());
		return output.order().equals(last) || output.rank() > 3 && images.contains(last) ? last
			: AxisOrder.same(output.rank());
	}
}
