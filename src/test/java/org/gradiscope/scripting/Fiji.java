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

package org.gradiscope.scripting;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.util.concurrent.ExecutionException;

import org.codehaus.groovy.jsr223.GroovyScriptEngineFactory;
import org.python.jsr223.PyScriptEngineFactory;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.console.ConsoleService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptService;
import org.scijava.startup.StartupService;

/**
 * All of SciJava that is on the class path, with what Fiji adds for scripts: the languages Groovy and
 * Jython, and the name ImagePlus. SciJava's own plugins for these are not on Maven Central.
 */
final class Fiji implements AutoCloseable {

	private final Context context = new Context();

	Fiji() {
		context.service(LogService.class).setLevel(LogLevel.NONE);
		final ScriptService scripts = context.service(ScriptService.class);
		scripts.addAlias(ImagePlus.class);
		scripts.getIndex().add(new AdaptedScriptLanguage(new GroovyScriptEngineFactory()), false);
		scripts.getIndex().add(new AdaptedScriptLanguage(new PyScriptEngineFactory()), false);
	}

	Context context() {
		return context;
	}

	/** As a script runs a command. */
	CommandModule run(final Class<? extends Command> command, final Object... inputs)
		throws InterruptedException, ExecutionException {
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	/** As the command line of Fiji is dealt with, once Fiji is there. */
	void commandLine(final String... arguments) {
		context.service(ConsoleService.class).processArgs(arguments);
		context.service(StartupService.class).executeOperations();
	}

	static ImagePlus image(final Module module) {
		return (ImagePlus) module.getOutput("output");
	}

	static ResultsTable table(final Module module) {
		return (ResultsTable) module.getOutput("table");
	}

	@Override
	public void close() {
		context.dispose();
	}
}
