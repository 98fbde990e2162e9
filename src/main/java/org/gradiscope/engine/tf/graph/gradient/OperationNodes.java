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

package org.gradiscope.engine.tf.graph.gradient;

import java.util.List;

import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpDefs;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/** Operations of graphs as the nodes of their definitions. */
public final class OperationNodes {

	/** TensorFlow's gradients read shapes and axes, but no weights. */
	private static final long SMALL = 64;

	private OperationNodes() {}

	/** All but its inputs. */
	static NodeDef.Builder of(final GraphOperation operation) {
		final NodeDef.Builder node = NodeDefs.node(operation.name(), operation.type());
		for (final OpDef.AttrDef attribute : OpDefs.definition(operation.type()).getAttrList())
			node.putAttr(attribute.getName(),
				operation.attributes().getAttrValueProto(attribute.getName()));
		return node;
	}

	/** Adds an operation once more, with the same attributes, on other inputs of the same types. */
	public static GraphOperation copy(final Graph graph, final Scope scope,
		final GraphOperation operation, final List<Output<?>> inputs) {
		final GraphOperationBuilder copy =
			graph.opBuilder(operation.type(), scope.makeOpName(operation.type()), scope);
		int place = 0;
		for (final OpDef.ArgDef argument : OpDefs.definition(operation.type()).getInputArgList()) {
			final boolean list =
				!argument.getNumberAttr().isEmpty() || !argument.getTypeListAttr().isEmpty();
			final int count = list ? operation.inputListLength(argument.getName()) : 1;
			final List<Output<?>> taken = inputs.subList(place, place + count);
			if (list) copy.addInputList(taken.toArray(Output<?>[]::new));
			else copy.addInput(taken.get(0));
			place += count;
		}
		of(operation).getAttrMap().forEach(copy::setAttr);
		return copy.build();
	}

	/** A constant of few numbers; null if it is none. */
	static NodeDef.Builder small(final Output<?> output) {
		final Shape shape = output.shape();
		return Op.of(output.op().type()) == Op.Const && !shape.hasUnknownDimension() &&
			shape.size() <= SMALL ? of((GraphOperation) output.op()) : null;
	}

	static NodeDef placeholder(final String name, final DataType type, final Shape shape) {
		final TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
		if (shape.isUnknown()) dimensions.setUnknownRank(true);
		else for (final long extent : shape.asArray())
			dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
		return NodeDefs.placeholder(name, type, dimensions.build());
	}

}
