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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.tf.freeze.WeightSource;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * The weights of a network that its graph does not hold: in native memory once, whatever number of
 * programs and re-initialized networks have them as variables. TensorFlow does not copy a tensor that is
 * assigned to a variable.
 */
final class WeightTensors implements AutoCloseable {

	static final WeightTensors NONE = new WeightTensors();

	private static final int CHUNK = 1 << 20;

	private static final String HANDLE = "/gradiscope_handle";
	private static final String VALUE = "/gradiscope_value";
	private static final String ASSIGNMENT = "/gradiscope_assignment";

	/** Closed by the last that holds it. */
	private record Shared(TFloat32 tensor, AtomicInteger holders) {

		Shared(final TFloat32 tensor) {
			this(tensor, new AtomicInteger(1));
		}

		Shared held() {
			holders.incrementAndGet();
			return this;
		}

		void release() {
			if (holders.decrementAndGet() == 0) tensor.close();
		}
	}

	/** By the names of the constants. */
	private final Map<String, Shared> tensors = new HashMap<>();

	private WeightTensors() {}

	/**
	 * Reads the detached constants of a graph.
	 *
	 * @param sources where their numbers are, by key
	 * @param network for messages
	 * @throws EngineException if there is not enough memory for them, or they cannot be read
	 */
	static WeightTensors read(final GraphDef graph, final Map<String, WeightSource> sources,
		final String network) {
		final List<NodeDef> detached =
			graph.getNodeList().stream().filter(DetachedConstants::is).toList();
		final long needed = detached.stream().mapToLong(Constants::elements).sum() * Float.BYTES;
		if (needed > Memory.LITTLE) requireRoom(needed, Memory.available(), network);
		final WeightTensors weights = new WeightTensors();
		try {
			for (final NodeDef node : detached)
				weights.read(node, sources.get(DetachedConstants.key(node)));
			return weights;
		}
		catch (final RuntimeException e) {
			weights.close();
			throw e;
		}
	}

	/** @throws EngineException if more is needed than is free, in bytes */
	static void requireRoom(final long needed, final long free, final String network) {
		if (needed > free) throw new EngineException(
			"The weights of " + network + " take " + Memory.text(needed) + " of memory, but " +
				Memory.text(free) + " are free; free some memory, or take a smaller network.");
	}

	private void read(final NodeDef node, final WeightSource source) {
		final TFloat32 tensor = TFloat32
			.tensorOf(Shape.of(Constants.shape(node).stream().mapToLong(Long::longValue).toArray()));
		tensors.put(node.getName(), new Shared(tensor));
		try (InputStream in = source.open()) {
			copy(in, tensor);
		}
		catch (final IOException e) {
			throw GraphErrors.of(
				"The weights '" + node.getName() + "' could not be read; copy or export the network again",
				e);
		}
	}

	private static void copy(final InputStream in, final TFloat32 tensor) throws IOException {
		final ByteDataBuffer data = tensor.asRawTensor().data();
		final byte[] chunk = new byte[CHUNK];
		long left = data.size();
		while (left > 0) {
			final int count = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
			if (count == 0) throw new EOFException(left + " bytes are missing");
			data.offset(data.size() - left).write(chunk, 0, count);
			left -= count;
		}
		if (in.read() >= 0) throw new IOException("there are more numbers than its shape needs");
	}

	/** Their size, in bytes. */
	long bytes() {
		return tensors.values().stream().mapToLong(shared -> shared.tensor.numBytes()).sum();
	}

	/** A graph in which variables stand for the detached constants; {@link #assign} gives them values. */
	static GraphDef asVariables(final GraphDef graph) {
		final GraphDef.Builder variables = graph.toBuilder().clearNode();
		for (final NodeDef node : graph.getNodeList())
			if (DetachedConstants.is(node)) addVariable(variables, node);
			else variables.addNode(node);
		return variables.build();
	}

	private static void addVariable(final GraphDef.Builder graph, final NodeDef constant) {
		final String handle = constant.getName() + HANDLE;
		final String value = constant.getName() + VALUE;
		final AttrValue shape =
			AttrValue.newBuilder().setShape(Constants.tensor(constant).getTensorShape()).build();
		// Variables without a name of their own are all the same one.
		final AttrValue name = AttrValue.newBuilder().setS(constant.getNameBytes()).build();
		graph.addNode(NodeDefs.node(handle, Op.VarHandleOp).putAttr("shape", shape)
			.putAttr("shared_name", name).putAttr("dtype", Attributes.FLOAT));
		graph.addNode(NodeDefs.node(constant.getName(), Op.ReadVariableOp, handle).putAttr("dtype",
			Attributes.FLOAT));
		graph.addNode(NodeDefs.node(value, Op.Placeholder).putAttr("dtype", Attributes.FLOAT));
		graph.addNode(NodeDefs.node(constant.getName() + ASSIGNMENT, Op.AssignVariableOp, handle, value)
			.putAttr("dtype", Attributes.FLOAT));
	}

	/** Gives the variables of a session their values, which are not copied. */
	void assign(final Graph graph, final Session session) {
		final Session.Runner runner = session.runner();
		boolean any = false;
		for (final Map.Entry<String, Shared> weight : tensors.entrySet()) {
			if (graph.operation(weight.getKey() + ASSIGNMENT) == null) continue;
			runner.feed(weight.getKey() + VALUE, weight.getValue().tensor)
				.addTarget(weight.getKey() + ASSIGNMENT);
			any = true;
		}
		if (any) runner.run().close();
	}

	/**
	 * The same weights, with other values of some; the rest is shared. The caller closes them.
	 *
	 * @param names of constants, of which those that are here are changed
	 * @param changed from a constant's name and values to its new values, which may be the same array
	 */
	WeightTensors with(final Collection<String> names,
		final BiFunction<String, float[], float[]> changed) {
		final WeightTensors others = new WeightTensors();
		try {
			tensors.forEach((name, shared) -> others.tensors.put(name,
				names.contains(name) ? changed(name, shared, changed) : shared.held()));
			return others;
		}
		catch (final RuntimeException e) {
			others.close();
			throw e;
		}
	}

	/** These and the numbers of constants that a graph holds still. */
	WeightTensors and(final GraphDef graph, final Set<String> names) {
		for (final NodeDef node : graph.getNodeList())
			if (names.contains(node.getName()) && !DetachedConstants.is(node))
				tensors.put(node.getName(), new Shared(Tensors.toNative(numbers(node))));
		return this;
	}

	private static Tensor numbers(final NodeDef constant) {
		return Tensor.of(
			org.gradiscope.tensor.Shape
				.of(Constants.shape(constant).stream().mapToInt(Math::toIntExact).toArray()),
			TensorProtos.floats(Constants.tensor(constant)));
	}

	/** A graph whose detached constants have these numbers. */
	GraphDef attachedTo(final GraphDef graph) {
		final GraphDef.Builder attached = graph.toBuilder().clearNode();
		for (final NodeDef node : graph.getNodeList())
			attached.addNode(DetachedConstants.is(node)
				? DetachedConstants.attached(node, TensorProtos.content(values(node.getName()).data()))
				: node);
		return attached.build();
	}

	/** The numbers of a weight, a copy. */
	Tensor values(final String name) {
		return Tensors.fromNative(tensors.get(name).tensor);
	}

	/**
	 * Puts other numbers into a weight, for all that share it.
	 *
	 * @throws IllegalArgumentException if they are of another shape
	 */
	void write(final String name, final Tensor values) {
		final TFloat32 tensor = tensors.get(name).tensor;
		if (!tensor.shape().equals(Tensors.nativeShape(values.shape())))
			throw new IllegalArgumentException("The weight " + name + " has the shape " + tensor.shape() +
				", but " + values.shape() + " were given.");
		tensor.asRawTensor().data().asFloats().write(values.data());
	}

	private static Shared changed(final String name, final Shared shared,
		final BiFunction<String, float[], float[]> changed) {
		final Tensor values = Tensors.fromNative(shared.tensor);
		return new Shared(
			Tensors.toNative(Tensor.of(values.shape(), changed.apply(name, values.data()))));
	}

	@Override
	public void close() {
		tensors.values().forEach(Shared::release);
		tensors.clear();
	}
}
