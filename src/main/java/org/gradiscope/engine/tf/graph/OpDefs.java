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

package org.gradiscope.engine.tf.graph;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** How TensorFlow itself defines its operations. Its natives must have been loaded. */
public final class OpDefs {

	/** Of inputs or outputs under one name. */
	private static final int MOST = 1 << 16;

	private static final Map<String, OpDef> DEFINITIONS = new HashMap<>();

	static {
		for (final OpDef definition : TensorFlow.registeredOpList().getOpList())
			DEFINITIONS.put(definition.getName(), definition);
	}

	private OpDefs() {}

	/** Null for one that TensorFlow does not have. */
	public static OpDef definition(final String operation) {
		return DEFINITIONS.get(operation);
	}

	/** The type of what a node gives first, which exporters leave out where it is the usual one. */
	public static DataType type(final NodeDef node) {
		final OpDef definition = definition(node.getOp());
		if (definition == null || definition.getOutputArgCount() == 0) return DataType.DT_INVALID;
		final OpDef.ArgDef first = definition.getOutputArg(0);
		final String attribute = first.getTypeAttr();
		if (attribute.isEmpty()) return first.getType();
		return node.containsAttr(attribute) ? Attributes.get(node, attribute).getType()
			: definition.getAttrList().stream().filter(each -> each.getName().equals(attribute))
				.findFirst().map(each -> each.getDefaultValue().getType()).orElse(DataType.DT_INVALID);
	}

	/** What each of a node's inputs is by its operation's definition; none where TensorFlow has none. */
	public static List<OpDef.ArgDef> inputs(final NodeDef node) {
		final OpDef definition = definition(node.getOp());
		return definition == null ? List.of() : each(node, definition.getInputArgList());
	}

	/** The same of its outputs. */
	public static List<OpDef.ArgDef> outputs(final NodeDef node) {
		final OpDef definition = definition(node.getOp());
		return definition == null ? List.of() : each(node, definition.getOutputArgList());
	}

	/** As often as the node has each. */
	private static List<OpDef.ArgDef> each(final NodeDef node, final List<OpDef.ArgDef> arguments) {
		return arguments.stream()
			.flatMap(argument -> Collections.nCopies(count(node, argument), argument).stream()).toList();
	}

	private static int count(final NodeDef node, final OpDef.ArgDef argument) {
		if (!argument.getTypeListAttr().isEmpty())
			return Attributes.get(node, argument.getTypeListAttr()).getList().getTypeCount();
		return argument.getNumberAttr().isEmpty() ? 1
			: (int) Math.max(0, Math.min(MOST, Attributes.number(node, argument.getNumberAttr())));
	}

	/** Whether an attribute of a node may be a type. */
	public static boolean bears(final NodeDef node, final String attribute, final DataType type) {
		return definition(node.getOp()).getAttrList().stream()
			.filter(one -> one.getName().equals(attribute))
			.anyMatch(one -> one.getAllowedValues().getList().getTypeCount() == 0 ||
				one.getAllowedValues().getList().getTypeList().contains(type));
	}
}
