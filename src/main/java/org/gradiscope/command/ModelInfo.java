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

package org.gradiscope.command;

import ij.measure.ResultsTable;

import java.util.List;

import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Probabilities;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says what is known of a network; here the names of its layers are read. */
@Plugin(type = Command.class, name = "model-info", label = "Model Info",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Model Info...", weight = 2) },
	description = "Lists a network's layers, and what is known of it: input, classes, licence.")
public class ModelInfo extends NetworkCommand {

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "What the titles of both tables begin with, before -layers and -facts; auto: the " +
			"network's name.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Layers",
		description = "Operation, shape, stride, receptive field, parameters and tensor of each layer.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Facts",
		description = "Input, preprocessing, classes, checksum, notes, and where each fact is from.")
	private ResultsTable facts;

	/** How many labels are listed at most, one and all. */
	private static final int LISTED = 20;

	@Override
	boolean takesVolumes() {
		return true;
	}

	@Override
	void compute(final OpenNetwork network) {
		final ModelDescriptor descriptor = network.descriptor();
		table = Tables.empty();
		Tables.addLayers(table, descriptor.layers());
		facts = facts(descriptor);
		Tables.addFact(facts, "device", network.device());
		final String name = Titles.of(title, descriptor.name());
		show(table, name + "-layers");
		show(facts, name + "-facts");
	}

	private static ResultsTable facts(final ModelDescriptor descriptor) {
		final ResultsTable facts = Tables.empty();
		Tables.addFact(facts, "name", descriptor.name());
		Tables.addFact(facts, "input", descriptor.input());
		Tables.addFact(facts, "preprocessing", descriptor.preprocessing());
		Tables.addFact(facts, "output", descriptor.output());
		descriptor.ends().outputs()
			.forEach(output -> Tables.addFact(facts, "output " + output.name(), output.description() +
				(output.operation().equals(descriptor.output()) ? "; taken" : "; head=" + output.name())));
		descriptor.ends().inputs().forEach(
			input -> Tables.addFact(facts, "also input " + input.name(), input + "; alsoinput=..."));
		Tables.addFact(facts, "logits", descriptor.logits());
		Tables.addFact(facts, "probabilities", descriptor.probabilities());
		addOutput(facts, descriptor);
		descriptor.auto()
			.forEach((method, layer) -> Tables.addFact(facts, "auto layer of " + method, layer));
		Tables.addFact(facts, "sha256", descriptor.sha256());
		descriptor.capabilities().forEach((ability, answer) -> Tables.addFact(facts, ability, answer));
		descriptor.notes().forEach((note, value) -> Tables.addFact(facts, note, value));
		descriptor.sources()
			.forEach((fact, source) -> Tables.addFact(facts, "source of " + fact, source));
		descriptor.remarks().forEach(remark -> Tables.addFact(facts, "remark", remark));
		return facts;
	}

	private static void addOutput(final ResultsTable facts, final ModelDescriptor descriptor) {
		if (descriptor.givesClasses()) {
			Tables.addFact(facts, descriptor.probabilities() == Probabilities.NONE ? "values" : "classes",
				descriptor.labels().count());
			Tables.addFact(facts, "labels", labels(descriptor.labels().names()));
			return;
		}
		Tables.addFact(facts, "gives", descriptor.gives());
		if (descriptor.channelNames().count() > 0)
			Tables.addFact(facts, "channels", labels(descriptor.channelNames().names()));
	}

	/** All of them, or the first and the last, which show whether the order is the right one. */
	private static String labels(final List<String> names) {
		final int count = names.size();
		if (count <= LISTED) return String.join(", ", names);
		return String.join("; ", names.subList(0, 3)) + "; ...; " + names.get(count - 1);
	}
}
