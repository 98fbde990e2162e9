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

package org.gradiscope.imagej1;

import ij.IJ;

import java.util.List;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.GradiscopeService;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.log.StderrLogService;
import org.scijava.module.ModuleException;
import org.scijava.service.AbstractService;

/** The commands and the services that they need, while ImageJ runs; networks stay open meanwhile. */
final class CommandSession {

	private static CommandSession session;

	private final Context context;
	private final CommandList commands;

	/** @param service whose networks are run; another one than the usual for tests */
	CommandSession(final Class<? extends GradiscopeService> service) {
		context = new Context(List.of(StderrLogService.class, ImageJStatus.class, service), false);
		commands = new CommandList(context);
	}

	/** The only one, made when it is first needed. */
	static synchronized CommandSession get() {
		if (session == null) session = new CommandSession(DefaultGradiscopeService.class);
		return session;
	}

	/** @throws IllegalArgumentException if there is no command of that name */
	CommandInfo find(final String name) {
		return commands.find(name);
	}

	/** Opens networks. */
	GradiscopeService networks() {
		return context.service(GradiscopeService.class);
	}

	/** A new instance of the command, with its services and defaults. */
	CommandModule module(final CommandInfo command) {
		try {
			final CommandModule module = new CommandModule(command);
			context.inject(module.getCommand());
			return module;
		}
		catch (final ModuleException e) {
			throw new IllegalStateException(
				"The command " + command.getName() + " cannot be made; reinstall Gradiscope.", e);
		}
	}

	/** Shows progress in ImageJ's status bar. */
	public static final class ImageJStatus extends AbstractService implements StatusService {

		@Override
		public void showStatus(final int progress, final int maximum, final String message) {
			IJ.showStatus(message);
			showProgress(progress, maximum);
		}

		@Override
		public void showStatus(final int progress, final int maximum, final String message,
			final boolean warn) {
			showStatus(progress, maximum, message);
		}

		@Override
		public void showProgress(final int progress, final int maximum) {
			IJ.showProgress(maximum > 0 ? (double) progress / maximum : 1);
		}

		@Override
		public void showStatus(final String message) {
			IJ.showStatus(message);
		}

		@Override
		public void warn(final String message) {
			IJ.showStatus(message);
		}

		@Override
		public void clearStatus() {
			showStatus(1, 1, "");
		}

		@Override
		public String getStatusMessage(final String appName, final StatusEvent event) {
			return event.getStatusMessage();
		}
	}
}
